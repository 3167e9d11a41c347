import { useFormats } from '../../ui/format';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Figures } from './data';
import { Plot, useCells } from './plot';
import { WORDS } from './words';

const SPANS = ['detectedToAware', 'awareToDeclared', 'declaredToAllTold'] as const;
const TOLD = ['told', 'within72hOfDeclaration', 'within72hOfAwareness'] as const;

export function OfThePeriod({ figures }: { figures: Figures }) {
  const words = useWords(WORDS);
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
          return { label: words.spans[name], bars: [median, p90], cells: [median, p90, incidents].map(count) };
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

function Reported({ figures: { reported, declared, late } }: { figures: Figures }) {
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
      <p className="note">{words.declared(formats.number(declared), formats.number(late))}</p>
    </>
  );
}
