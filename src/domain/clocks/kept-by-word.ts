import type { Contact, KeptPromise } from '../scope/state';
import type { IncidentState } from '../state';
import { clockOf } from './table';

/** The promises that a person keeps by telling this at that instant; whether the customer is one of theirs is the register's to say. */
export function promisesKeptBy(
  { obligations }: IncidentState,
  { of, at, facts, final }: Omit<Contact, 'keeps'>,
): KeptPromise[] {
  if (of !== 'incident') return [];
  return obligations
    .filter(({ status, since }) => status !== 'void' && at > since)
    .flatMap((it): KeptPromise[] => {
      const { id: obligation, notice } = it;
      const kept = clockOf(it).keptByWord?.(it, { ...(facts && { facts }), ...(final && { final }) });
      return notice === undefined || kept === undefined ? [] : [{ obligation, notice, ...kept }];
    });
}
