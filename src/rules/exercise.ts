import { scenarioShape as shape } from '../contract/exercise/exercise-scenario';
import type { ExerciseScenario } from '../domain/exercise/scenario';
import { sentenceOf, unknownKeys } from './sentences';
import { readYaml, type FileFault, type Unlocated } from './yaml-file';

/** Reads one scenario of an exercise. Each fault is told with its place. */
export function readScenario(text: string): { one: ExerciseScenario } | { faults: FileFault[] } {
  return readYaml(text, judged);
}

function judged(given: Record<string, unknown> | undefined): { one: ExerciseScenario } | { faults: Unlocated[] } {
  if (!given)
    return {
      faults: [{ places: [[]], sentence: 'The file must be a scenario: name, version, nature, injects and so on.' }],
    };
  const unknown = unknownKeys(given, shape);
  const { success, data, error } = shape.safeParse(given);
  if (!success) return { faults: [...error.issues.flatMap((issue) => sentenceOf(issue, given)), ...unknown] };
  const faults = [...unknown, ...injectsTwice(data), ...outOfTime(data), ...customersBeyond(data), ...stepsTwice(data)];
  return faults.length > 0 ? { faults } : { one: data };
}

function injectsTwice({ injects }: ExerciseScenario): Unlocated[] {
  return injects.flatMap(({ id }, index) =>
    injects.findIndex((one) => one.id === id) < index
      ? [fault(['injects', index, 'id'], `The inject ${id} stands there twice: each has an id of its own.`)]
      : [],
  );
}

function outOfTime({ injects, expected, hours }: ExerciseScenario): Unlocated[] {
  const says = (what: string) => `${what} comes after the ${hours} hours that the exercise lasts.`;
  return [
    ...injects.flatMap(({ id, atHours }, index) =>
      atHours > hours ? [fault(['injects', index, 'atHours'], says(`The inject ${id}`))] : [],
    ),
    ...expected.flatMap(({ step, withinHours }, index) =>
      withinHours > hours ? [fault(['expected', index, 'withinHours'], says(`The step ${step}`))] : [],
    ),
  ];
}

function customersBeyond({ injects, customers }: ExerciseScenario): Unlocated[] {
  return injects.flatMap(({ id, kind, customer }, index) => {
    if (kind !== 'bounce')
      return customer === undefined
        ? []
        : [fault(['injects', index, 'customer'], `The inject ${id} is no bounce, and names no customer.`)];
    if (customer === undefined)
      return [
        fault(['injects', index], `The inject ${id} is a bounce: say in customer which of the ${customers} it is.`),
      ];
    return customer <= customers
      ? []
      : [fault(['injects', index, 'customer'], `The inject ${id} names customer ${customer} of ${customers}.`)];
  });
}

function stepsTwice({ expected }: ExerciseScenario): Unlocated[] {
  return expected.flatMap(({ step }, index) =>
    expected.findIndex((one) => one.step === step) < index
      ? [fault(['expected', index, 'step'], `The step ${step} stands there twice.`)]
      : [],
  );
}

function fault(place: Unlocated['places'][number], sentence: string): Unlocated {
  return { places: [place], sentence };
}
