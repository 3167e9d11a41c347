import { useState } from 'react';
import { PROVERS } from '../../../domain/rule';
import { download } from '../../ui/api';
import { useSignedIn } from '../../ui/data';
import { Button, Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

/** What proves who was told what, as a ZIP: of the incident, or of one customer. */
export function ProofPack({ incident, customer }: { incident: string; customer?: string }) {
  const words = useWords(WORDS);
  const { data: me } = useSignedIn();
  const [fault, setFault] = useState<unknown>();
  const may = me?.person.roles.some((role) => PROVERS.includes(role)) ?? false;
  const path = `/api/incidents/${incident}/proof-pack${customer ? `?customer=${encodeURIComponent(customer)}` : ''}`;
  const name = `${[incident, customer].filter(Boolean).join('-')}-proof.zip`;
  const fetchIt = () => {
    setFault(undefined);
    download(path, 'application/zip', name).catch(setFault);
  };
  return (
    <>
      <Button aria-disabled={!may} title={may ? undefined : words.packForProvers} onClick={() => may && fetchIt()}>
        {customer ? words.packOfOne : words.pack}
      </Button>
      <Problem fault={fault} />
    </>
  );
}
