import { useParams } from 'wouter';
import { BothTimes, Time } from '../../ui/countdown';
import { useIncident, useOfIncident, type TimelineRow } from '../../ui/data';
import { Problem } from '../../ui/parts';

/** One incident: where it stands, and what happened. */
export function IncidentPage() {
  const { id = '' } = useParams();
  const { data, error } = useIncident(id);
  const { data: story } = useOfIncident<{ items: TimelineRow[] }>(id, '/timeline?limit=200');
  return (
    <>
      <h1>{id}</h1>
      <Problem fault={data ? undefined : error} />
      {data?.headline.due && <BothTimes at={data.headline.due} />}
      <ol>
        {story?.items.map(({ sequence, index, at, type }) => (
          <li key={`${sequence}.${index}`}>
            <Time at={at} /> {type}
          </li>
        ))}
      </ol>
    </>
  );
}
