import { useState } from 'react';
import { ActButton } from '../../ui/act-button';
import { BothTimes } from '../../ui/countdown';
import { useIncident, useOfIncident, useSignedIn, type Incident, type Person } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Button, Chip, PersonName } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

type Withholding = NonNullable<Incident['withholdings']>[number];
type Words = { withholding: number; words: { lang: string; text: string }[] };

/** Who approves it reads its words; each reading is kept. */
const READERS = ['legal', 'privacy', 'executive'] as const;

/** What customers are not told at this stage. The words stand sealed, and are shown when asked for, to those who approve it. */
export function Withholdings({ incident, people }: { incident: string; people: readonly Person[] | undefined }) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  const [isShown, show] = useState(false);
  const { data } = useIncident(incident);
  const { data: me } = useSignedIn();
  const mayRead = READERS.some((role) => me?.person.roles.includes(role));
  const { data: sealed } = useOfIncident<{ items: Words[] }>(incident, '/withheld-words', isShown && mayRead);
  const all = data?.withholdings ?? [];
  return (
    <section className="card part" aria-labelledby="withheld">
      <div className="part-head">
        <h2 id="withheld">{words.withheld}</h2>
        <ActButton incident={incident} command="withhold">
          {words.withhold}
        </ActButton>
      </div>
      {all.length === 0 && <p className="soft">{words.nothingWithheld}</p>}
      {all.map((one) => (
        <One
          key={one.number}
          {...{ incident, one, people }}
          said={sealed?.items.find(({ withholding }) => withholding === one.number)?.words}
        />
      ))}
      {all.length > 0 && mayRead && !isShown && <Button onClick={() => show(true)}>{words.showWithheld}</Button>}
      {all.length > 0 && me && !mayRead && (
        <p className="hint">{words.withheldFor(formats.list(READERS.map((role) => vocabulary.role[role])))}</p>
      )}
    </section>
  );
}

interface OneProps {
  incident: string;
  one: Withholding;
  people: readonly Person[] | undefined;
  said: Words['words'] | undefined;
}

function One({ incident, one, people, said }: OneProps) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  return (
    <div className="withholding">
      <p className="chips">
        <strong>
          {one.number}. {vocabulary.fact[one.field]}
        </strong>
        <Chip tone={one.status === 'standing' ? 'soon' : 'none'}>{words.withholdingStatus[one.status]}</Chip>
        <Chip>{words.ground[one.ground]}</Chip>
      </p>
      {said?.map(({ lang, text }) => (
        <blockquote key={lang} className="text" lang={lang}>
          {text}
        </blockquote>
      ))}
      {one.why && <p className="text">{one.why}</p>}
      <p className="soft small">
        <PersonName id={one.askedBy} people={people} /> ·{' '}
        {one.approvals.map(({ by }) => (
          <span key={by}>
            ✓ <PersonName id={by} people={people} />{' '}
          </span>
        ))}
        · {words.lookedAtAgain} <BothTimes at={one.reviewBy} />
      </p>
      {one.status === 'standing' && <Judge incident={incident} one={one} />}
    </div>
  );
}

function Judge({ incident, one }: Pick<OneProps, 'incident' | 'one'>) {
  const vocabulary = useWords(VOCABULARY);
  const first = one.approvals.length < 2 ? 'approve-withholding' : 'review-withholding';
  return (
    <div className="chips">
      {([first, 'release-withheld'] as const).map((command) => (
        <ActButton key={command} incident={incident} command={command} prefill={{ withholding: one.number }}>
          {vocabulary.command[command]}
        </ActButton>
      ))}
    </div>
  );
}
