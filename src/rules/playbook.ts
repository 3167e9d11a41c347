import { playbookShape as shape } from '../contract/tasks/playbook';
import type { Playbook } from '../domain/tasks/state';
import { sentenceOf, unknownKeys } from './sentences';
import { readYaml, type FileFault, type Unlocated } from './yaml-file';

/** What every incident owes, whatever its kind: a playbook that names one of these as removed, or turns it off, is refused. */
const OWED: Readonly<Record<string, string>> = {
  criteria: 'the criteria of an incident',
  'triage-a': 'the evaluation of the event',
  'triage-b': 'the question whether it is in scope',
  'triage-c': 'the question whether it was malicious',
  'triage-d': 'the preliminary findings and the severity',
  'triage-e': 'alerting who must know',
  triage: 'triage',
  declaration: 'the declaration',
  notification: 'telling customers',
  postMortem: 'the post-mortem',
  'post-mortem': 'the post-mortem',
};

/** Reads one playbook. Each fault is told with its place. */
export function readPlaybook(text: string): { one: Playbook } | { faults: FileFault[] } {
  return readYaml(text, judged);
}

function judged(given: Record<string, unknown> | undefined): { one: Playbook } | { faults: Unlocated[] } {
  if (!given)
    return { faults: [{ places: [[]], sentence: 'The file must be a playbook: name, version, steps and so on.' }] };
  const removals = removedIn(given);
  if (removals.length > 0) return { faults: removals };
  const unknown = unknownKeys(given, shape);
  const { success, data, error } = shape.safeParse(given);
  if (!success) return { faults: [...error.issues.flatMap((issue) => sentenceOf(issue, given)), ...unknown] };
  const twice = stepsTwice(data);
  return unknown.length + twice.length > 0 ? { faults: [...unknown, ...twice] } : { one: data };
}

/** By a list `without`, or by turning it off under its own name. */
function removedIn(given: Record<string, unknown>): Unlocated[] {
  const { without } = given;
  const listed = (Array.isArray(without) ? without : []).flatMap((one: unknown, index): Unlocated[] => {
    const what = typeof one === 'string' && Object.hasOwn(OWED, one) ? OWED[one] : undefined;
    return what ? [{ places: [['without', index]], sentence: removal(what) }] : [];
  });
  const turnedOff = Object.entries(OWED)
    .filter(([key]) => Object.hasOwn(given, key) && isOff(given[key]))
    .map(([key, what]) => ({ places: [[key]], sentence: removal(what) }));
  return [...listed, ...turnedOff];
}

function isOff(value: unknown): boolean {
  return value === false || value === 'none' || value === null;
}

function removal(what: string): string {
  return `A playbook may shorten, add or deepen; it cannot remove ${what}.`;
}

function stepsTwice({ steps }: Playbook): Unlocated[] {
  return steps.flatMap(({ id }, index) =>
    steps.findIndex((step) => step.id === id) < index
      ? [
          {
            places: [['steps', index, 'id']],
            sentence: `The step ${id} stands there twice: each has an id of its own.`,
          },
        ]
      : [],
  );
}
