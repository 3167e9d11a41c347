import type { Role } from '../../../domain/primitives/people';
import { ActButton } from '../../ui/act-button';
import { PersonName } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Part } from './page';
import { WORDS } from './words';

/** Who is wanted for an incident; one that nobody fills yet is dashed, and a click away. */
const WANTED: Role[] = ['lead', 'responder', 'privacy', 'legal', 'communications'];

export function Team({ incident: { id: incident, assignees, stage }, people }: Part) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  if (!assignees) return null;
  const rolesOf = (id: string) => people?.find((person) => person.id === id)?.roles ?? [];
  const empty = WANTED.filter((role) => !assignees.some((id) => rolesOf(id).includes(role)));
  return (
    <section className="card part" aria-labelledby="people">
      <h2 id="people">{words.people}</h2>
      <h3 className="soft">{assignees.length > 0 ? words.inHand : words.nobodyInHand}</h3>
      <ul className="team">
        {assignees.map((id) => (
          <li key={id}>
            <PersonName id={id} people={people} />{' '}
            <span className="soft small">
              {rolesOf(id)
                .map((role) => vocabulary.role[role])
                .join(', ')}
            </span>
          </li>
        ))}
        {stage?.stage !== 'closed' &&
          people &&
          empty.map((role) => (
            <li key={role}>
              <ActButton incident={incident} command="assign" look="vacant" prefill={{ persons: assignees }}>
                + {words.noneOf(vocabulary.role[role])}
              </ActButton>
            </li>
          ))}
      </ul>
    </section>
  );
}
