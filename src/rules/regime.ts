import { regimeShape as shape } from '../contract/regimes/regimes';
import type { Regime } from '../domain/regimes/regime';
import { sentenceOf } from './sentences';
import { readYaml, type FileFault, type Unlocated } from './yaml-file';

/** Reads one regime. Each fault is told with its place. */
export function readRegime(text: string): { one: Regime } | { faults: FileFault[] } {
  return readYaml(text, judged);
}

function judged(given: Record<string, unknown> | undefined): { one: Regime } | { faults: Unlocated[] } {
  if (!given)
    return {
      faults: [{ places: [[]], sentence: 'The file must be a regime: name, version, test, duties and so on.' }],
    };
  const { success, data, error } = shape.safeParse(given);
  if (!success) return { faults: error.issues.flatMap((issue) => unlocated(issue, given)) };
  const faults = strayAnchors(data);
  return faults.length > 0 ? { faults } : { one: data };
}

function unlocated(issue: Parameters<typeof sentenceOf>[0], given: unknown): Unlocated[] {
  const said = sentenceOf(issue, given);
  return said.length > 0 ? said : [{ places: [issue.path], sentence: `${issue.message}.` }];
}

/** A duty counts from one before it, so that no clock waits for itself. */
function strayAnchors({ duties }: Regime): Unlocated[] {
  return duties.flatMap(({ terms }, nth) =>
    terms.flatMap((term, index) =>
      'after' in term && !duties.slice(0, nth).some(({ id }) => id === term.after)
        ? [
            {
              places: [['duties', nth, 'terms', index, 'after']],
              sentence: `No duty before this one is called ${term.after}.`,
            },
          ]
        : [],
    ),
  );
}
