import { Link } from 'wouter';
import { usePeople } from '../../ui/data';
import { useNamed } from '../../ui/listed';
import { OtherButton } from '../../ui/other-acts';
import { Chip, Empty, PersonName } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { OnePerson } from './one';
import { Pending } from './pending';
import './people.css';
import { WORDS } from './words';

/** Our own people, with what each may do. */
export function PeoplePage() {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const { data: people = [] } = usePeople();
  const id = useNamed('people');
  const person = people.find((one) => one.id === id);
  if (person) return <OnePerson person={person} />;
  return (
    <div className="staff">
      <div className="part-head">
        <h1>{words.title}</h1>
        <OtherButton act="add-person" look="first" />
      </div>
      <Pending people={people} />
      {people.length === 0 && (
        <div className="card">
          <Empty title={words.nobody} />
        </div>
      )}
      <ul className="card lines staff-list">
        {people.map(({ id, email, roles, active }) => (
          <li key={id}>
            <span className="line-main">
              <Link href={`/people/${encodeURIComponent(id)}`}>
                <PersonName id={id} people={people} />
              </Link>
              <span className="soft small">{email}</span>
            </span>
            <span className="chips">
              {!active && <Chip tone="soon">{words.inactive}</Chip>}
              {roles.map((role) => (
                <Chip key={role}>{vocabulary.role[role]}</Chip>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
