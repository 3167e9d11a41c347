import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { Countdown } from '../../ui/countdown';
import type { IncidentRow, Person } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { useNow } from '../../ui/now';
import { Chip, PersonName, Shape } from '../../ui/parts';
import { urgencyOf, type Urgency } from '../../ui/urgency';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

interface RowProps {
  row: IncidentRow;
  people: readonly Person[] | undefined;
  isSelected: boolean;
  /** Among all that are listed, from 1. */
  place: number;
}

export function Row({ row, people, isSelected, place }: RowProps) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  const now = useNow();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isSelected) link.current?.focus();
  }, [isSelected]);
  const isClosed = row.stage === 'closed';
  const clock = row.clock?.due ?? row.due;
  const urgency = isClosed ? 'none' : urgencyOf(clock, now, row.late && !!row.due);
  return (
    <div role="listitem" aria-posinset={place} aria-setsize={-1}>
      <Link href={`/incidents/${row.id}`} ref={link} className="row" data-urgency={urgency}>
        <span className="row-urgency">
          <Shape of={urgency} />
          {isClosed ? vocabulary.stage.closed : vocabulary.urgency[urgency]}
        </span>
        <span className="row-name">
          <strong className="row-title">{row.title ?? row.id}</strong>
          <span className="soft small">
            <span className="digits">{row.id}</span>
            {row.product && ` · ${row.product}`} · {words.opened} {formats.relative(row.openedAt, now)}
          </span>
        </span>
        <span className="row-clock">
          {clock && !isClosed ? <Countdown due={clock} /> : <span>–</span>}
          {row.clock && <span className="soft row-why">{vocabulary.clock[row.clock.kind]}</span>}
        </span>
        <span className="row-facts chips">
          <Chip>{vocabulary.stage[row.stage]}</Chip>
          {row.severity && (
            <Chip tone={SEVERITY_TONES[row.severity] ?? 'none'}>{wordFor(vocabulary.severity, row.severity)}</Chip>
          )}
          {row.restricted && <Chip tone="soon">{words.restricted}</Chip>}
          {row.class !== 'undetermined' && <Chip>{vocabulary.class[row.class]}</Chip>}
        </span>
        <span className="row-people small">
          {row.owners?.map((owner) => (
            <PersonName key={owner} id={owner} people={people} />
          ))}
          {row.owners?.length === 0 && <span className="soft">{words.nobody}</span>}
          {row.awaits && (
            <span className="row-awaits">
              {vocabulary.command[row.awaits.command]}
              <span className="soft">
                {' '}
                – {words.awaits(formats.list(row.awaits.roles.map((role) => vocabulary.role[role])))}
              </span>
            </span>
          )}
        </span>
      </Link>
    </div>
  );
}

const SEVERITY_TONES: Partial<Record<string, Exclude<Urgency, 'calm'>>> = {
  'very-high': 'late',
  high: 'urgent',
  medium: 'soon',
};
