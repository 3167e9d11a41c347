import { ApplicationFailure, Context } from '@temporalio/activity';
import { ApplicationFailureCategory } from '@temporalio/common';
import type { AlertKind } from '../../domain/alerts/state';
import type { EffectId } from '../../domain/effects/state';
import { elapsed, MINUTE, type Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import { within } from '../../primitives/within';
import type { GroupedAlert, GroupPace, Turn } from '../../register';
import type { Alert, AlertNeeds } from './alert';
import { REGISTER_TIMEOUT_MS } from '../patience';

const FEWEST_AT_ONCE = 5;

/** @param reportsPerHour of one person. Held for a third of a level of the shipped rules at most, so that no alert climbs before its first mail. */
export function groupPaceOf(reportsPerHour: number): GroupPace {
  return {
    atOnce: Math.max(FEWEST_AT_ONCE, Math.ceil(reportsPerHour / 12)),
    windowMs: 10 * MINUTE,
    holdMs: 5 * MINUTE,
    leaseMs: 3 * MINUTE,
    askAgainMs: 10_000,
  };
}

/** What somebody makes come by reporting alone. */
const OF_REPORTS: readonly AlertKind[] = ['reported', 'triage-overdue', 'decision-overdue'];

export interface Grouping {
  /** @throws ApplicationFailure `Held`, to be tried again when its turn may have come */
  turnOf(alert: Alert): Promise<Exclude<Turn, { turn: 'wait' }>>;
  /** The mail `mail`, which stood for this alert too, reached these. */
  ended(effect: EffectId, mail: string, reached: readonly PersonId[]): Promise<void>;
}

type GroupingNeeds = Pick<AlertNeeds, 'alerts' | 'ledger' | 'log' | 'clock'>;

/** While the register is away nothing waits, and each alert goes out alone. */
export function createGrouping({ alerts, ledger, log, clock }: GroupingNeeds, pace: GroupPace): Grouping {
  async function asked<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
      return await within(REGISTER_TIMEOUT_MS, answer);
    } catch (fault) {
      log.warn({ err: fault }, 'The register is unavailable; alerts about reports go out one by one');
      return undefined;
    }
  }
  return {
    async turnOf(alert) {
      const group = groupOf(alert);
      if (!group) return { turn: 'alone' };
      const isNew = Context.current().info.attempt === 1 && !alert.carriedOver;
      const now = clock();
      const turn = await asked(alerts.turnOf(group, isNew, now, pace));
      if (turn?.turn === 'wait') throw held(now, turn.until);
      return turn ?? { turn: 'alone' };
    },
    async ended(effect, mail, reached) {
      await asked(alerts.groupEnded(mail, clock()));
      const ending = { at: clock(), words: `in one mail with others, ${mail}`, possibleRepeat: false };
      await Promise.all(reached.map((person) => ledger.sent({ effect, person }, ending)));
    },
  };
}

function groupOf({ effect, audience }: Alert): GroupedAlert | undefined {
  const { detail, alert, headline, duty, to } = effect;
  if (audience || detail?.about !== 'report' || !detail.seenBy || !OF_REPORTS.includes(alert)) return undefined;
  const due = (duty ?? headline).due;
  return {
    effect: effect.id,
    reporter: detail.seenBy,
    addressees: JSON.stringify('persons' in to ? [...to.persons].sort() : [...to.roles].sort()),
    summary: { incident: headline.id, alert, ...(due && { due }), ...(detail.seen && { seen: detail.seen }) },
  };
}

function held(now: Instant, until: Instant): ApplicationFailure {
  return ApplicationFailure.create({
    message: `More reports of this person came within minutes: it goes out with them, by ${until}.`,
    type: 'Held',
    category: ApplicationFailureCategory.BENIGN,
    nextRetryDelay: Math.max(1, elapsed(now, until)),
  });
}
