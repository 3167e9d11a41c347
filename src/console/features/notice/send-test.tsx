import { useState } from 'react';
import { send } from '../../ui/api';
import { Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

interface Props {
  incident: string;
  notice: number;
  customer: string;
  language: string;
}

/** To one's own address, as the chosen customer would read it in the chosen language. */
export function SendTest({ incident, notice, customer, language }: Props) {
  const words = useWords(WORDS);
  const [sentTo, setSentTo] = useState<string>();
  const [fault, setFault] = useState<unknown>();
  const ask = async () => {
    setFault(undefined);
    try {
      const path = `/api/incidents/${incident}/notices/${notice}/tests`;
      const body = { customer, ...(language && { language }) };
      setSentTo((await send<{ to: string }>(path, body, crypto.randomUUID())).to);
    } catch (refused) {
      setFault(refused);
    }
  };
  return (
    <p className="small">
      <button type="button" className="button" disabled={!customer} onClick={() => void ask()}>
        {words.sendTest}
      </button>{' '}
      <span className="soft" role="status">
        {sentTo ? words.testSent(sentTo) : words.testIs}
      </span>
      {fault !== undefined && <Problem fault={fault} />}
    </p>
  );
}
