import { RECIPIENT_OUTCOMES, type RecipientOutcome } from '../../../domain/delivery/outcomes';
import { useFormats } from '../../ui/format';
import { Shape } from '../../ui/parts';
import type { Urgency } from '../../ui/urgency';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

interface BarProps {
  counts: Partial<Record<RecipientOutcome, number>>;
  chosen?: string;
  choose: (outcome: RecipientOutcome | undefined) => void;
}

/** How far each got, as one bar; the words beneath it, or a part of the bar, choose which are shown. */
export function StackedBar({ counts, chosen, choose }: BarProps) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <div className="stack">
      <Parts {...{ counts, total, choose }} />
      <div className="stack-words" role="group" aria-label={words.state}>
        <button type="button" className="stack-word" aria-pressed={!chosen} onClick={() => choose(undefined)}>
          {words.all} <strong className="digits">{formats.number(total)}</strong>
        </button>
        {RECIPIENT_OUTCOMES.map((outcome) => (
          <button
            key={outcome}
            type="button"
            className="stack-word"
            data-outcome={outcome}
            aria-pressed={chosen === outcome}
            onClick={() => choose(chosen === outcome ? undefined : outcome)}
          >
            <Shape of={SHAPES[outcome]} /> {words.outcome[outcome]}{' '}
            <strong className="digits">{formats.number(counts[outcome] ?? 0)}</strong>
          </button>
        ))}
      </div>
    </div>
  );
}

export const SHAPES: Record<RecipientOutcome, Urgency> = {
  planned: 'none',
  sent: 'calm',
  refused: 'late',
  bounced: 'urgent',
  opened: 'calm',
  confirmed: 'calm',
  'told-by-person': 'soon',
  'given-up': 'late',
};

function Parts({ counts, total, choose }: Pick<BarProps, 'counts' | 'choose'> & { total: number }) {
  const parts = RECIPIENT_OUTCOMES.map((outcome) => ({ outcome, count: counts[outcome] ?? 0 }));
  const startOf = (index: number) => parts.slice(0, index).reduce((sum, { count }) => sum + count, 0);
  return (
    <svg className="stack-bar" viewBox={`0 0 ${Math.max(total, 1)} 10`} preserveAspectRatio="none" aria-hidden="true">
      {parts.map(({ outcome, count }, index) => (
        <rect
          key={outcome}
          data-outcome={outcome}
          x={startOf(index)}
          width={count}
          height="10"
          onClick={() => choose(outcome)}
        />
      ))}
    </svg>
  );
}
