import type { Instant } from '../primitives/instant';
import type { IncidentState } from '../state';
import type { Unregistered } from './state';

/** Named as affected, and neither found in the register since nor taken off. */
export function stillUnregistered({ unregistered }: IncidentState): Unregistered[] {
  return unregistered.filter(({ status }) => status === 'open');
}

export function unknownNames(state: IncidentState, kind: Unregistered['kind']): string[] {
  return stillUnregistered(state)
    .filter((one) => one.kind === kind)
    .map(({ name }) => name);
}

/** When a customer who was not found was named first; removing it does not change that. */
export function firstNamed(state: IncidentState, kind: Unregistered['kind'], name: string): Instant | undefined {
  return state.unregistered.find((one) => one.kind === kind && one.name === name)?.namedAt;
}
