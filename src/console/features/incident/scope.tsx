import { useAskedAct } from '../../ui/acts';
import { Time } from '../../ui/countdown';
import { useOfIncident, type ScopeRow } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Button, Chip, Shape } from '../../ui/parts';
import { useWords } from '../../ui/words';
import type { Part } from './page';
import { WORDS } from './words';

/** Which customers are affected, and how far they are told. */
export function Scope({ incident: { id, scope, stage } }: Part) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const [, ask] = useAskedAct();
  const total = scope?.cohorts.reduce((sum, cohort) => sum + cohort.total, 0) ?? 0;
  const told = scope?.cohorts.reduce((sum, cohort) => sum + cohort.told, 0) ?? 0;
  const { data } = useOfIncident<{ items: ScopeRow[] }>(id, '/scope?limit=100', scope !== undefined);
  const rows = data?.items ?? [];
  if (!scope) return null;
  return (
    <section className="card part" aria-labelledby="scope">
      <div className="part-head">
        <h2 id="scope">{words.scope}</h2>
        {total > 0 && (
          <Chip tone={told >= total ? 'calm' : 'soon'}>{words.told(formats.number(told), formats.number(total))}</Chip>
        )}
        {stage?.stage !== 'closed' && (
          <Button onClick={() => ask({ act: 'add-affected-customers', prefill: {} })}>{words.addCustomers}</Button>
        )}
      </div>
      {rows.length === 0 && <p className="soft">{words.nobodyAffected}</p>}
      <ul className="lines">
        {rows.map((row) => (
          <Customer key={row.customer} row={row} isOpen={stage?.stage !== 'closed'} />
        ))}
      </ul>
    </section>
  );
}

function Customer({ row, isOpen }: { row: ScopeRow; isOpen: boolean }) {
  const words = useWords(WORDS);
  const [, ask] = useAskedAct();
  return (
    <li>
      <span className="line-main" data-done={row.toldAt}>
        <Shape of={row.toldAt ? 'calm' : row.unreachable ? 'late' : 'none'} />
        <span>
          {row.name} <span className="soft small">{row.customer}</span>
        </span>
      </span>
      <span className="soft small">
        {row.mark && words.marksOf[row.mark]}
        {!row.mark && row.toldAt && (
          <>
            {words.toldAt} <Time at={row.toldAt} />
          </>
        )}
        {!row.mark && !row.toldAt && (row.unreachable ? words.unreachable : words.notTold)}
      </span>
      {isOpen && !row.mark && !row.toldAt && (
        <button
          type="button"
          className="link"
          aria-label={`${words.tellByPerson}: ${row.name}`}
          onClick={() => ask({ act: 'record-contact', prefill: { customer: row.customer } })}
        >
          {words.tellByPerson}
        </button>
      )}
    </li>
  );
}
