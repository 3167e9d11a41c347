import { Link } from 'wouter';
import type { z } from 'zod';
import type { RelatedIncident, relatedIncidents } from '../../../contract/related/related';
import { ActButton } from '../../ui/act-button';
import { Time } from '../../ui/countdown';
import { useOfIncident } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Chip, PersonName, type Tone } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { AROUND } from './around-words';
import type { Part } from './page';

const TONES: Partial<Record<RelatedIncident['how'], Tone>> = { offered: 'soon', declined: 'late', refused: 'late' };

/** Other incidents that have to do with this one; as a duplicate it is offered to another one, which accepts or declines. */
export function Related({ incident: { id, stage }, people }: Part) {
  const words = useWords(AROUND);
  const { data } = useOfIncident<z.infer<typeof relatedIncidents>>(id, '/related');
  const items = data?.items ?? [];
  const isOpen = stage !== undefined && stage.stage !== 'closed';
  const isOffered = items.some(({ how }) => how === 'offered');
  if (!stage) return null;
  return (
    <section className="card part" aria-labelledby="related">
      <div className="part-head">
        <h2 id="related">{words.related}</h2>
        {isOpen && (
          <ActButton incident={id} command="link-incident">
            {words.link}
          </ActButton>
        )}
      </div>
      {items.length === 0 && <p className="soft">{words.noneRelated}</p>}
      {items.map((one) => (
        <Other key={`${one.incident} ${one.how}`} {...{ id, one, people, isOpen }} />
      ))}
      {isOpen && !isOffered && (
        <p>
          <ActButton incident={id} command="merge-into" look="link">
            {words.merge}
          </ActButton>
        </p>
      )}
    </section>
  );
}

interface OtherProps {
  id: string;
  one: RelatedIncident;
  people: Part['people'];
  isOpen: boolean;
}

function Other({ id, one: { incident, how, reason, by, at }, people, isOpen }: OtherProps) {
  const words = useWords(AROUND);
  const formats = useFormats();
  return (
    <div className="department">
      <p className="chips">
        <Link href={`/incidents/${incident}`} className="digits">
          {incident}
        </Link>
        <Chip tone={TONES[how]}>{words.how[how]}</Chip>
      </p>
      <p className="small text">{reason}</p>
      <p className="soft small">
        {by === 'system' ? words.system : <PersonName id={by} people={people} />} · <Time at={at} />
      </p>
      {how === 'linked' && isOpen && (
        <p>
          <ActButton
            incident={id}
            command="unlink-incident"
            look="link"
            label={formats.labelled(words.unlink, incident)}
            prefill={{ incident }}
          >
            {words.unlink}
          </ActButton>
        </p>
      )}
    </div>
  );
}
