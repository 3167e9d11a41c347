import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'wouter';
import { ActButton } from '../../ui/act-button';
import { download } from '../../ui/api';
import { useFormats } from '../../ui/format';
import { Button, Problem } from '../../ui/parts';
import { Search } from '../../ui/search';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { StackedBar } from './bar';
import { pathOf, useProgress, type Sought } from './data';
import { One } from './one';
import { ProofPack } from './proof-pack';
import './recipients.css';
import { Table } from './table';
import { WORDS } from './words';

/** Whom a notice goes to: how far each got, how fast it goes, and what may be done about it. */
export function RecipientsPage() {
  const { id = '', number = '' } = useParams();
  const words = useWords(WORDS);
  const [search, setSearch] = useSearchParams();
  const [opened, open] = useState<string>();
  const sought: Sought = { outcome: search.get('outcome') ?? undefined, q: search.get('q') ?? undefined };
  const { data, error } = useProgress(id, number, sought);
  const seek = (name: keyof Sought, value: string | undefined) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (value) after.set(name, value);
      else after.delete(name);
      return after;
    });
  if (!data) return error ? <Problem fault={error} /> : <div className="skeleton" />;
  const isLive = data.unsent > 0 && !data.sending;
  return (
    <div className="recipients">
      <header>
        <p>
          <Link href={`/incidents/${id}/notices/${number}`}>← {id}</Link>
        </p>
        <h1>{words.title(number)}</h1>
      </header>
      <section className="card part" aria-label={words.state}>
        <StackedBar counts={data.counts} chosen={sought.outcome} choose={(outcome) => seek('outcome', outcome)} />
        <Pace data={data} />
        <Steering incident={id} notice={Number(number)} sending={data.sending} unsent={data.unsent} />
      </section>
      <div className="recipients-tools">
        <Search isAsTyped label={words.search} value={sought.q} seek={(q) => seek('q', q)} />
        <Button
          onClick={() =>
            void download(`/api/incidents/${id}${pathOf(number, sought)}`, 'text/csv', `${id}-${number}.csv`)
          }
        >
          {words.export}
        </Button>
        <ProofPack incident={id} />
      </div>
      <section className="card">
        <Table incident={id} {...{ number, sought, isLive, open }} found={data.found} key={JSON.stringify(sought)} />
      </section>
      {opened && <One incident={id} number={number} recipient={opened} onClose={() => open(undefined)} />}
    </div>
  );
}

type Progress = NonNullable<ReturnType<typeof useProgress>['data']>;

function Pace({ data: { sending, unsent, lastMinute } }: { data: Progress }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const left = () => formats.plural(Math.max(1, Math.ceil(unsent / lastMinute)), words.minutes);
  const said = () => {
    if (sending) return words[sending];
    if (unsent === 0) return words.gone;
    if (lastMinute === 0) return words.waiting(formats.plural(unsent, words.people));
    return words.going(formats.number(lastMinute), left());
  };
  return (
    <p className="digits" role="status">
      {said()}
    </p>
  );
}

interface SteeringProps {
  incident: string;
  notice: number;
  sending: Progress['sending'];
  unsent: number;
}

function Steering({ incident, notice, sending, unsent }: SteeringProps) {
  const vocabulary = useWords(VOCABULARY);
  if (unsent === 0 || sending === 'stopped') return null;
  const first = sending === 'paused' ? 'resume-sending' : 'pause-sending';
  return (
    <div className="chips">
      {([first, 'stop-sending'] as const).map((command) => (
        <ActButton key={command} incident={incident} command={command} prefill={{ notice }}>
          {vocabulary.command[command]}
        </ActButton>
      ))}
    </div>
  );
}
