import { Time } from '../../ui/countdown';
import { usePeople, useSignedIn } from '../../ui/data';
import { PersonName } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { Begin, type Whole } from './parts';
import { WORDS } from './words';

const KEEPERS = ['privacy', 'legal'];

/** Who reads it: its members, and auditors who were named for it until a day. */
export function Members({ data: { members, auditors } }: { data: Whole }) {
  const words = useWords(WORDS);
  const { data: people } = usePeople();
  const { data: me } = useSignedIn();
  const isKeeper = me?.person.roles.some((role) => KEEPERS.includes(role)) ?? false;
  return (
    <section className="card part" aria-label={words.members}>
      <h2>{words.members}</h2>
      <p className="chips">
        {members.map((id) => (
          <PersonName key={id} id={id} people={people} />
        ))}
      </p>
      {auditors.map(({ person, until }) => (
        <p key={person} className="small">
          <PersonName id={person} people={people} />{' '}
          <span className="soft">
            {words.until} <Time at={until} />
          </span>
        </p>
      ))}
      <p className="chips">
        {isKeeper ? (
          (['admit-member', 'dismiss-member', 'name-auditor'] as const).map((command) => (
            <Begin key={command} command={command} />
          ))
        ) : (
          <span className="hint">{words.keepers}</span>
        )}
      </p>
    </section>
  );
}
