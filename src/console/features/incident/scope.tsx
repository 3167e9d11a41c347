import { ActButton } from '../../ui/act-button';
import { Time } from '../../ui/countdown';
import { useOfIncident, useRead, type Incident, type ScopeRow } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Chip, Shape } from '../../ui/parts';
import { useWords } from '../../ui/words';
import type { Part } from './page';
import { WORDS } from './words';

/** Which customers are affected, and how far they are told. */
export function Scope({ incident: { id, scope, stage, report } }: Part) {
  const words = useWords(WORDS);
  const formats = useFormats();
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
          <ActButton incident={id} command="add-affected-customers">
            {words.addCustomers}
          </ActButton>
        )}
      </div>
      {rows.length === 0 && <p className="soft">{words.nobodyAffected}</p>}
      {rows.length === 0 && stage?.stage !== 'closed' && report.store && <Proposed id={id} report={report} />}
      <ul className="lines">
        {rows.map((row) => (
          <Customer key={row.customer} incident={id} row={row} isOpen={stage?.stage !== 'closed'} />
        ))}
      </ul>
    </section>
  );
}

/** Of the store that the report names: whose data lies in it. */
function Proposed({ id, report }: Pick<Incident, 'id' | 'report'>) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const { data } = useRead<{ product?: string; customers: string[] }>(`/api/data-stores/${report.store}`);
  if (!data?.product || data.customers.length === 0) return null;
  return (
    <ActButton incident={id} command="add-affected-customers" look="link" prefill={{ product: data.product }}>
      {words.proposed(formats.number(data.customers.length), data.product)}
    </ActButton>
  );
}

function Customer({ incident, row, isOpen }: { incident: string; row: ScopeRow; isOpen: boolean }) {
  const formats = useFormats();
  const words = useWords(WORDS);
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
        <ActButton
          incident={incident}
          command="record-contact"
          look="link"
          label={formats.labelled(words.tellByPerson, row.name)}
          prefill={{ customer: row.customer }}
        >
          {words.tellByPerson}
        </ActButton>
      )}
    </li>
  );
}
