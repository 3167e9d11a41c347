import { Link } from 'wouter';
import { useWords } from '../../ui/words';
import { AROUND } from './around-words';
import type { Part } from './page';

/** The versions that were in force when it was opened: it runs under these, whatever is approved later. */
export function Procedures({ incident: { procedures = [] } }: Part) {
  const words = useWords(AROUND);
  if (procedures.length === 0) return null;
  return (
    <section className="card part" aria-labelledby="procedures">
      <h2 id="procedures">{words.procedures}</h2>
      <ul className="lines">
        {procedures.map(({ name, version }) => (
          <li key={name}>
            <Link href={`/procedures/${name}/${version}`}>{words.version(name, version)}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
