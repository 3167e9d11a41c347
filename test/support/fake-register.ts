import type { ObligationId } from '../../src/domain/clocks/state';
import type { EffectId } from '../../src/domain/effects/state';
import { cohortIdOf } from '../../src/domain/scope/state';
import { contractTerms, type ContractTerm } from '../../src/domain/clocks/contract-terms';
import type { ScopeCount } from '../../src/domain/scope/counted';
import { later, type Instant } from '../../src/domain/primitives/instant';
import type { Clearance, CohortCount, Contact, PromiseCount } from '../../src/domain/scope/state';

/** Numbers of customers, keyed by their contract's hours. */
export type Found = Record<number, number>;

/** `termHours` is how a story names a cohort. */
type Counted = CohortCount & { termHours: number };

/** What the register knows of an incident's scope, in counts: it remembers, and answers in absolute numbers with its revision. */
export class FakeRegister {
  private cohorts: Counted[] = [];
  private revision = 0;
  /** How many customers a mail server accepted a notice for, whatever became of their contacts since. */
  private everNotified = 0;
  private withdrawal: { told: number; lastToldAt?: Instant } = { told: 0 };
  /** Who was told by a person, by the effect that recorded it. */
  private contacts: { id: string; cohort: string }[] = [];

  /** What persons kept of promises; a promise is to everybody who is in scope. */
  private kept: { id: string; customer: string; obligation: ObligationId; at: Instant }[] = [];

  /** Told, and not affected after all. */
  private cleared: Clearance[] = [];
  /** Untold, with nobody whom a notice could reach. */
  unreachable: string[] = [];

  copy(): FakeRegister {
    return Object.assign(new FakeRegister(), structuredClone(Object.fromEntries(Object.entries(this))));
  }

  add(effect: EffectId, customers: Found): number {
    this.revision++;
    for (const [contract, total] of Object.entries(customers)) {
      const termHours = Math.min(Number(contract), 72);
      const terms = contractTerms({ contractHours: Number(contract), timeZone: 'UTC' });
      this.cohorts.push({
        cohort: cohortIdOf(effect, terms),
        termHours,
        terms,
        total,
        told: 0,
        observed: 0,
        waived: 0,
        removed: 0,
      });
    }
    return Object.values(customers).reduce((sum, count) => sum + count, 0);
  }

  /** The customers of a duplicate, none of whom is here already. */
  takeOver(from: FakeRegister): number {
    this.revision++;
    this.cohorts.push(...from.cohorts.map((cohort) => ({ ...cohort })));
    return from.sums().total;
  }

  /** Customers whose contracts say this. */
  addWith(effect: EffectId, given: readonly ContractTerm[], total: number): number {
    this.revision++;
    const terms = contractTerms({ contractTerms: given, timeZone: 'Europe/Paris' });
    this.cohorts.push({
      cohort: cohortIdOf(effect, terms),
      termHours: 0,
      terms,
      total,
      told: 0,
      observed: 0,
      waived: 0,
      removed: 0,
    });
    return total;
  }

  tell(count: number, termHours: number, at: Instant): void {
    this.change(termHours, (cohort) => ({
      told: cohort.told + count,
      lastToldAt: at,
      observed: cohort.observed + count,
      lastObservedAt: at,
    }));
  }

  observe(count: number, termHours: number, at: Instant): void {
    this.change(termHours, (cohort) => ({ observed: cohort.observed + count, lastObservedAt: at }));
  }

  bounce(count: number, termHours: number): void {
    this.change(termHours, (cohort) => ({
      told: Math.max(0, cohort.told - count),
      observed: Math.max(0, cohort.observed - count),
    }));
  }

  mark(mark: 'removed' | 'waived', termHours: number): void {
    this.change(termHours, (cohort) => ({ total: cohort.total - 1, [mark]: cohort[mark] + 1 }));
  }

  /** A withdrawal notice is accepted for so many customers, or bounces if the count is negative. */
  recall(count: number, at: Instant): void {
    this.revision++;
    const told = Math.max(0, Math.min(this.withdrawal.told + count, this.owedWithdrawal()));
    this.withdrawal = { told, lastToldAt: count > 0 ? at : this.withdrawal.lastToldAt };
  }

  /** Waives a customer that was notified of the incident but not of its withdrawal. */
  waiveWithdrawal(termHours: number): void {
    const owed = this.owedWithdrawal();
    this.change(termHours, ({ total, told, observed, waived }) => ({
      total: total - 1,
      told: Math.max(0, told - 1),
      observed: Math.max(0, observed - 1),
      waived: waived + 1,
    }));
    this.everNotified = owed - 1;
  }

  /** Notifies some customers of one cohort, or takes it back with a negative `direction`. */
  tellSome(number: number, at: Instant, merelyObserved: boolean, direction = 1): void {
    const cohort = this.cohorts[number % Math.max(1, this.cohorts.length)];
    if (!cohort) return;
    this.revision++;
    const count = merelyObserved ? cohort.observed : cohort.told;
    const next = Math.min(cohort.total, Math.max(0, count + direction * (1 + (number % 3))));
    if (merelyObserved) Object.assign(cohort, { observed: next, lastObservedAt: at });
    else
      Object.assign(cohort, {
        told: next,
        observed: Math.max(next, direction > 0 ? cohort.observed : 0),
        ...(direction > 0 ? { lastToldAt: at, lastObservedAt: at } : {}),
      });
  }

  tellAll(at: Instant): void {
    this.revision++;
    for (const cohort of this.cohorts)
      Object.assign(cohort, { told: cohort.total, observed: cohort.total, lastToldAt: at, lastObservedAt: at });
  }

  /** A person told one customer who was not told yet, of the cohort with that term or of any. */
  tellByPerson(id: string, at: Instant, termHours?: number): boolean {
    const cohort = this.cohorts.find(
      (one) => one.told < one.total && (termHours === undefined || one.termHours === termHours),
    );
    if (!cohort) return false;
    this.revision++;
    const { cohort: name, told, toldByPerson = 0, lastToldAt = at } = cohort;
    this.contacts.push({ id, cohort: name });
    const latest = later(at, lastToldAt);
    Object.assign(cohort, { told: told + 1, toldByPerson: toldByPerson + 1, lastToldAt: latest });
    Object.assign(cohort, { observed: Math.max(told + 1, cohort.observed), lastObservedAt: latest });
    return true;
  }

  keep(id: string, customer: string, { keeps = [], at }: Contact): void {
    this.revision++;
    this.kept.push(...keeps.map(({ obligation }) => ({ id, customer, obligation, at })));
  }

  private promises(): PromiseCount[] {
    const customers = this.sums().total;
    return [...new Set(this.kept.map(({ obligation }) => obligation))].map((obligation) => {
      const kept = this.kept.filter((one) => one.obligation === obligation);
      const lastKeptAt = kept
        .map(({ at }) => at)
        .sort()
        .at(-1);
      return { obligation, customers, kept: new Set(kept.map(({ customer }) => customer)).size, lastKeptAt };
    });
  }

  /** One told customer of that cohort, or of any, is not affected after all. */
  clear(customer: string, termHours?: number): boolean {
    const cohort = this.cohorts.find((one) => one.told > 0 && (termHours === undefined || one.termHours === termHours));
    if (!cohort || this.cleared.some((one) => one.customer === customer)) return false;
    this.revision++;
    const { total, told, observed, cleared = 0, toldByPerson = 0 } = cohort;
    Object.assign(cohort, { total: total - 1, told: told - 1, observed: Math.min(observed, total) - 1 });
    Object.assign(cohort, { cleared: cleared + 1, ...(toldByPerson > told - 1 && { toldByPerson: told - 1 }) });
    this.cleared = [...this.cleared, { customer }];
    return true;
  }

  /** It was told so: one of them, or all. */
  tellCleared(at: Instant, customer?: string): void {
    this.revision++;
    this.cleared = this.cleared.map((one) =>
      one.toldAt || (customer !== undefined && one.customer !== customer) ? one : { ...one, toldAt: at },
    );
  }

  /** It is affected after all. */
  affectAgain(customer: string, termHours: number): void {
    this.cleared = this.cleared.filter((one) => one.customer !== customer);
    this.change(termHours, ({ total, cleared = 1 }) => ({ total: total + 1, cleared: cleared - 1 }));
  }

  revokeContact(id: string): boolean {
    const kept = this.kept.filter((one) => one.id !== id);
    if (kept.length < this.kept.length) this.revision++;
    this.kept = kept;
    const contact = this.contacts.find((one) => one.id === id);
    const cohort = this.cohorts.find((one) => one.cohort === contact?.cohort);
    if (!contact || !cohort) return false;
    this.revision++;
    this.contacts = this.contacts.filter((one) => one !== contact);
    const told = Math.max(0, cohort.told - 1);
    Object.assign(cohort, { told, observed: told, toldByPerson: (cohort.toldByPerson ?? 1) - 1 });
    return true;
  }

  /** Marks a customer not yet notified, if there is one; with `of: 'withdrawal'`, else one that was not notified of the withdrawal. */
  markAny(mark: 'removed' | 'waived', of?: 'withdrawal'): boolean {
    const untold = this.cohorts.some(({ told, total }) => told < total);
    const told = this.cohorts.find((cohort) => cohort.told > 0);
    if (of === 'withdrawal' && !untold && told && this.withdrawal.told < this.owedWithdrawal()) {
      this.waiveWithdrawal(told.termHours);
      return true;
    }
    const cohort = this.cohorts.find(({ told, total }) => told < total);
    if (!cohort) return false;
    this.revision++;
    Object.assign(cohort, {
      total: cohort.total - 1,
      observed: Math.min(cohort.observed, cohort.total - 1),
      [mark]: cohort[mark] + 1,
    });
    return true;
  }

  /** A removed customer is affected after all: its cohort counts it again. */
  addAgain(termHours: number): void {
    this.change(termHours, (cohort) => ({ total: cohort.total + 1, removed: cohort.removed - 1 }));
  }

  answer(): ScopeCount {
    return {
      asOf: this.revision,
      cohorts: this.cohorts.map((cohort) => ({ ...cohort })),
      unreachable: this.unreachable.length,
      ...(this.unreachable.length > 0 && { unreachableCustomers: this.unreachable.slice(0, 10) }),
      withdrawal: { owed: this.owedWithdrawal(), ...this.withdrawal },
      ...(this.cleared.length > 0 && { cleared: [...this.cleared] }),
      ...(this.kept.length > 0 && { promises: this.promises() }),
    };
  }

  sums(): { total: number; done: number } {
    return this.cohorts.reduce((sum, { total, told }) => ({ total: sum.total + total, done: sum.done + told }), {
      total: 0,
      done: 0,
    });
  }

  private owedWithdrawal(): number {
    return (this.everNotified = Math.max(this.everNotified, this.sums().done));
  }

  /** Changes the newest cohort with that term. */
  private change(termHours: number, to: (cohort: CohortCount) => Partial<CohortCount>): void {
    this.revision++;
    this.owedWithdrawal();
    const index = this.cohorts.map((cohort) => cohort.termHours).lastIndexOf(termHours);
    const cohort = this.cohorts[index];
    if (!cohort) throw new Error(`No cohort of ${termHours} hours`);
    this.cohorts[index] = { ...cohort, ...to(cohort) };
  }
}
