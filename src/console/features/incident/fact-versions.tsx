import { useState } from 'react';
import type { z } from 'zod';
import type { factVersion, factVersionList } from '../../../contract/notices/fact-versions';
import { Time } from '../../ui/countdown';
import { useOfIncident } from '../../ui/data';
import { PersonName } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { useFactWords } from './fact-words';
import type { Part } from './page';
import { WORDS } from './words';

type Change = z.infer<typeof factVersion>['changes'][number];
type Compared = z.infer<typeof factVersion>;

/** How the sheet came to say what it says: any two versions beside each other, and whose words each change is. */
export function FactVersions({ incident: { id, facts }, people }: Part) {
  const words = useWords(WORDS);
  const [isOpen, open] = useState(false);
  if (!facts || Object.keys(facts).length === 0) return null;
  return (
    <details onToggle={(event) => open(event.currentTarget.open)}>
      <summary>{words.factVersions}</summary>
      {isOpen && <Comparing incident={id} people={people} />}
    </details>
  );
}

interface Props {
  incident: string;
  people: Part['people'];
}

function Comparing({ incident, people }: Props) {
  const words = useWords(WORDS);
  const { data } = useOfIncident<z.infer<typeof factVersionList>>(incident, '/facts/versions');
  const numbers = [0, ...(data?.items.map(({ version }) => version) ?? [])];
  const [chosen, choose] = useState<{ since?: number; until?: number }>({});
  const { since = numbers.at(-2) ?? 0, until = numbers.at(-1) ?? 0 } = chosen;
  const path = `/facts/versions/${until}?since=${since}`;
  const { data: compared } = useOfIncident<Compared>(incident, path, until > 0 && since <= until);
  if (!data) return <div className="skeleton" />;
  return (
    <>
      <div className="chips">
        <Version
          label={words.factsSince}
          value={since}
          numbers={numbers}
          set={(one) => choose({ since: one, until })}
        />
        <Version
          label={words.factsUntil}
          value={until}
          numbers={numbers}
          set={(one) => choose({ since, until: one })}
        />
      </div>
      {compared?.changes.length === 0 && <p className="soft">{words.factsSame}</p>}
      <dl className="facts">
        {compared?.changes.map((change) => (
          <Changed key={change.field} change={change} people={people} />
        ))}
      </dl>
    </>
  );
}

interface VersionProps {
  label: string;
  value: number;
  numbers: readonly number[];
  set: (version: number) => void;
}

function Version({ label, value, numbers, set }: VersionProps) {
  return (
    <label>
      <span className="soft small">{label}</span>{' '}
      <select className="input" value={value} onChange={({ target }) => set(Number(target.value))}>
        {numbers.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}

function Changed({ change: { field, was, is, by, at }, people }: { change: Change; people: Part['people'] }) {
  const vocabulary = useWords(VOCABULARY);
  const said = useFactWords();
  return (
    <div className="fact">
      <dt>{vocabulary.fact[field]}</dt>
      <dd className="text">
        <del>{said(was)}</del>
        <br />
        <ins>{said(is)}</ins>
      </dd>
      <dd className="soft small">
        <PersonName id={by} people={people} /> · <Time at={at} />
      </dd>
    </div>
  );
}
