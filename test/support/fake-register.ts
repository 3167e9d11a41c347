import type { ScopeCount } from '../../src/domain/commands/scope-answered';
import type { Instant } from '../../src/domain/instant';
import type { CohortCount } from '../../src/domain/state';

/** Numbers of customers by the hours of their contract. */
export type Found = Record<number, number>;

/** What the register knows of an incident's scope, in counts: it remembers, and answers in absolute numbers with its revision. */
export class FakeRegister {
  private cohorts: CohortCount[] = [];
  private revision = 0;

  add(effect: string, customers: Found): number {
    this.revision++;
    for (const [term, total] of Object.entries(customers)) {
      const termHours = Math.min(Number(term), 72);
      this.cohorts.push({
        cohort: `${effect}/${termHours}`,
        termHours,
        total,
        told: 0,
        observed: 0,
        waived: 0,
        removed: 0,
      });
    }
    return Object.values(customers).reduce((sum, count) => sum + count, 0);
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

  untell(count: number, termHours: number): void {
    this.change(termHours, (cohort) => ({
      told: Math.max(0, cohort.told - count),
      observed: Math.max(0, cohort.observed - count),
    }));
  }

  mark(mark: 'removed' | 'waived', termHours: number): void {
    this.change(termHours, (cohort) => ({ total: cohort.total - 1, [mark]: cohort[mark] + 1 }));
  }

  /** Tells some of one cohort, or takes it back with a negative `direction`. */
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

  /** Marks somebody untold, if there is anybody. */
  markAny(mark: 'removed' | 'waived'): boolean {
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

  /** One who was removed is affected after all: the first cohort has him back. */
  addAgain(termHours: number): void {
    this.change(termHours, (cohort) => ({ total: cohort.total + 1, removed: cohort.removed - 1 }));
  }

  answer(): ScopeCount {
    return { asOf: this.revision, cohorts: this.cohorts.map((cohort) => ({ ...cohort })), unreachable: 0 };
  }

  sums(): { total: number; done: number } {
    return this.cohorts.reduce((sum, { total, told }) => ({ total: sum.total + total, done: sum.done + told }), {
      total: 0,
      done: 0,
    });
  }

  /** Changes the newest cohort of that term. */
  private change(termHours: number, to: (cohort: CohortCount) => Partial<CohortCount>): void {
    this.revision++;
    const index = this.cohorts.map((cohort) => cohort.termHours).lastIndexOf(termHours);
    const cohort = this.cohorts[index];
    if (!cohort) throw new Error(`No cohort of ${termHours} hours`);
    this.cohorts[index] = { ...cohort, ...to(cohort) };
  }
}
