import { termOf, type Period, type PeriodUnit, type Term } from './terms';
import type { AnchorName } from '../case/state';

/** What a contract says of telling its customer; days are those of the customer's own time zone. */
export interface ContractTerm {
  anchor: AnchorName;
  clock: { unit: 'hours'; count: number } | { unit: Exclude<PeriodUnit, 'hours'>; count: number; calendar?: string };
  /** The clause. */
  source: string;
}

interface Contract {
  timeZone: string;
  /** From the declaration. */
  contractHours?: number;
  contractTerms?: readonly ContractTerm[];
}

/** The terms of a customer's contract, each once, in one order: customers whose terms are the same share a cohort. */
export function contractTerms({ timeZone, contractHours, contractTerms: given = [] }: Contract): Term[] {
  const hours = contractHours === undefined ? [] : [fromContract('declared', { unit: 'hours', count: contractHours })];
  const others = given.map(({ anchor, clock }) =>
    fromContract(anchor, clock.unit === 'hours' ? clock : { ...clock, timeZone }),
  );
  const byId = new Map([...hours, ...others].map((term) => [term.id, term]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function fromContract(anchor: AnchorName, clock: Period): Term {
  return termOf({ anchor, clock, source: 'contract' });
}
