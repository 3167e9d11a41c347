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
}

export function Row({ row, people, isSelected }: RowProps) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  const now = useNow();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isSelected) link.current?.focus();
  }, [isSelected]);
  const isClosed = row.stage === 'closed';
  const urgency = isClosed ? 'none' : urgencyOf(row.due, now, row.late);
  return (
    <li>
      <Link href={`/incidents/${row.id}`} ref={link} className="row" data-urgency={urgency}>
        <span className="row-urgency">
          <Shape of={urgency} />
          {isClosed ? vocabulary.stage.closed : vocabulary.urgency[urgency]}
        </span>
        <span className="row-name">
          <strong className="digits">{row.id}</strong>
          <span className="soft small">
            {row.product ?? wordFor(vocabulary.class, row.class)} · {words.opened} {formats.relative(row.openedAt, now)}
          </span>
        </span>
        <span className="row-clock">{row.due && !isClosed ? <Countdown due={row.due} /> : <span>–</span>}</span>
        <span className="row-facts chips">
          <Chip>{vocabulary.stage[row.stage]}</Chip>
          {row.severity && (
            <Chip tone={SEVERITY_TONES[row.severity] ?? 'none'}>{wordFor(vocabulary.severity, row.severity)}</Chip>
          )}
          {row.class !== 'undetermined' && <Chip>{vocabulary.class[row.class]}</Chip>}
        </span>
        <span className="row-people small">
          <PersonName id={row.reporter} people={people} />
        </span>
      </Link>
    </li>
  );
}

const SEVERITY_TONES: Partial<Record<string, Exclude<Urgency, 'calm'>>> = {
  'very-high': 'late',
  high: 'urgent',
  medium: 'soon',
};
