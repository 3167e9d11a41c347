import type { z } from 'zod';
import type { detections } from '../../../contract/detection/detections';
import { Time } from '../../ui/countdown';
import { useOfIncident, type Incident } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

const OF_MACHINES: readonly string[] = ['signature-alarm', 'anomaly-alarm', 'malicious-activity'];

/** What machines found that belongs to this case, the newest first; of a storm, far more than its report says. */
export function Alarms({ incident: { id, report } }: { incident: Incident }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const { data } = useOfIncident<z.infer<typeof detections>>(id, '/detections', OF_MACHINES.includes(report.channel));
  if (!data || data.total === 0) return null;
  return (
    <details>
      <summary>{words.alarms(formats.number(data.total), data.total === 1)}</summary>
      <ol className="lines small">
        {data.items.map(({ source, key, seen, count, lastAt }) => (
          <li key={`${source} ${key}`}>
            <span className="line-main">
              {seen ?? key} <span className="soft">{formats.labelled(source, key)}</span>
            </span>
            <span className="soft">
              {count > 1 && `${formats.number(count)}\u00a0× `}
              <Time at={lastAt} />
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
