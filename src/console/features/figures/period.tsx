import { SPAN_WORDS } from '../../../domain/programme/figure-words';
import { SPANS } from '../../../domain/programme/figures';
import { useFormats } from '../../ui/format';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Figures } from './data';
import { Plot, useCells } from './plot';
import { WORDS } from './words';

const TOLD = ['told', 'within72hOfDeclaration', 'within72hOfAwareness'] as const;

export function OfThePeriod({ figures }: { figures: Figures }) {
  const words = useWords(WORDS);
  const spans = useWords(SPAN_WORDS);
  const { count, share } = useCells();
  const { owed } = figures.customers;
  return (
    <>
      <Reported figures={figures} />
      <Plot
        title={words.times}
        columns={[words.measured, words.median, words.p90, words.incidents]}
        rows={SPANS.map((name) => {
          const { median, p90, incidents } = figures[name];
          return { label: spans[name], bars: [median, p90], cells: [median, p90, incidents].map(count) };
        })}
      />
      <Plot
        title={words.told}
        columns={[words.of, words.customers, words.share]}
        max={owed}
        rows={TOLD.map((name) => {
          const told = figures.customers[name];
          return { label: words.from[name], bars: [told], cells: [count(told), share(told, owed)] };
        })}
      />
    </>
  );
}

function Reported({ figures }: { figures: Figures }) {
  const { reported, declared, late } = figures;
  const words = useWords(WORDS);
  const formats = useFormats();
  const vocabulary = useWords(VOCABULARY);
  return (
    <>
      <Plot
        title={words.reported}
        columns={[words.reported, words.incidents]}
        rows={reported.map(({ class: found, incidents }) => ({
          label: wordFor(vocabulary.class, found),
          bars: [incidents],
          cells: [formats.number(incidents)],
        }))}
      />
      <Severities figures={figures} />
      <p className="note">{words.declared(formats.number(declared), formats.number(late))}</p>
    </>
  );
}

const GRAVEST_FIRST = ['very-high', 'high', 'medium', 'low', undefined] as const;

function Severities({ figures: { bySeverity } }: { figures: Figures }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const vocabulary = useWords(VOCABULARY);
  const counts = GRAVEST_FIRST.map((severity) => {
    const all = bySeverity.filter((one) => one.severity === severity);
    return { severity, incidents: all.reduce((sum, one) => sum + one.incidents, 0) };
  });
  return (
    <Plot
      title={words.severities}
      columns={[words.severities, words.incidents]}
      rows={counts
        .filter(({ incidents }) => incidents > 0)
        .map(({ severity, incidents }) => ({
          label: severity ? wordFor(vocabulary.severity, severity) : words.unassessed,
          bars: [incidents],
          cells: [formats.number(incidents)],
        }))}
    />
  );
}
