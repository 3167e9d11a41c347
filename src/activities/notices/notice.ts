import { ApplicationFailure } from '@temporalio/activity';
import type { Instant } from '../../domain/primitives/instant';
import { storyTime } from '../../domain/primitives/pace';
import type { NoticeMatter } from '../../domain/notices/facts';
import type { EffectId } from '../../domain/effects/state';
import type { IncidentId } from '../../domain/case/state';
import type { ForeignName, NoticeCounts, Rung, Steering, TakenDown } from '../../domain/notices/state';
import type { Register, StoredNotice } from '../../register';
import { foreignNames } from './foreign-names';
import { takeDown } from './snapshot';
import type { NoticeLinks } from './notice-links';
import { composer, type Letters } from '../../texts/compose';
import { packed } from '../../texts/packed';
import { piecesToSearch, type Search } from '../../texts/search';
import { searchIn } from './withheld';
import type { CustomerId } from '../../domain/primitives/parties';

export interface ComposedNotice extends Partial<TakenDown> {
  hash: string;
  /** Packed; none in the histories of older releases. */
  texts?: string;
  /** Where it holds what must not go out: then nothing of it is kept. */
  refused?: string[];
  names?: ForeignName[];
}

interface NoticeRef {
  incident: IncidentId;
  notice: number;
}

interface PlanInput {
  incident: IncidentId;
  notice: number;
  hash: string;
  /** Left out of a notice whose recipients were not taken down. */
  recipientsHash?: string;
}

export interface NoticeDeps extends Letters {
  register: Pick<Register, 'notices' | 'deliveries' | 'snapshots' | 'restoreRepair' | 'withheldWords' | 'customers'>;
  links: NoticeLinks;
  clock: () => Instant;
}

/** Composes a notice's text from its frozen facts, and plans its deliveries. */
export function createNoticeActivities({ register, links, clock, ...letters }: NoticeDeps) {
  const composedAnew = composing(register, letters, clock);
  const setsKept = letters.sets.map(({ sha256, language, files }) => ({ sha256, language, files }));
  return {
    /**
     * A notice keeps its first text, even if the templates have changed since: people may have approved it. The history gets it too, for a
     * register that is restored to before.
     */
    composeNotice: async (matter: NoticeMatter): Promise<ComposedNotice> => {
      const { incident, notice } = matter;
      const kept = await register.notices.get(incident, notice);
      const stored = kept ?? (await composedAnew(matter));
      const search = await searchIn(register, incident);
      const refused = placesIn(stored.texts, search);
      if (refused.length > 0) return { hash: stored.hash, refused };
      if (!kept) await register.notices.store(stored, setsKept);
      await scopeWorkedOut(register, matter);
      const taken = await takeDown(register, stored, search, letters.sets);
      if ('refused' in taken) return { hash: stored.hash, refused: taken.refused };
      const names = await foreignNames(register, stored, letters.sets);
      return { hash: stored.hash, texts: packed(stored.texts), ...taken, ...(names.length > 0 && { names }) };
    },
    steerSending: async ({ to, ...notice }: NoticeRef & { to: Steering }): Promise<object> => {
      const act = ({ paused: 'pause', resumed: 'resume', stopped: 'stop' } as const)[to];
      await register.deliveries[act](notice);
      return {};
    },
    planAgain: async (again: NoticeRef & { customer: CustomerId; effect: EffectId }): Promise<{ planned: number }> => {
      const planned = await register.deliveries.planAgain(again);
      await links.issue(again);
      return { planned };
    },
    planNext: async (next: NoticeRef & { customer: CustomerId; effect: EffectId }): Promise<{ planned: number }> => {
      const planned = await register.deliveries.planNext(next);
      await links.issue(next);
      return { planned };
    },
    /** The other contacts of who is silent get a link of their own. */
    countSilent: async (asked: NoticeRef & { rung: Rung }) => {
      const silent = await register.deliveries.countSilent(asked);
      if (silent.planned > 0) await links.issue(asked);
      return silent;
    },
    planNotice: async (input: PlanInput): Promise<NoticeCounts> => {
      const counts = await register.deliveries.plan(input);
      await links.issue(input);
      return counts;
    },
  };
}

function composing({ notices }: Pick<Register, 'notices'>, letters: Letters, clock: () => Instant) {
  const compose = composer(letters);
  return async (matter: NoticeMatter) => {
    const { incident, notice, kind, facts, about, since, withheld } = matter;
    const before = since === undefined ? undefined : await notices.get(incident, since);
    const composedAt = storyTime(clock(), matter.exercise?.pace);
    const composed = { incident, notice, kind, facts, ...compose(matter, before?.facts), composedAt };
    return { ...composed, ...(about && { about: about.notice }), ...(withheld && { withheld }) };
  };
}

/** Where the texts that all read hold what is withheld, in words that do not say what that is. */
function placesIn(texts: StoredNotice['texts'], search: Search): string[] {
  return Object.entries(texts)
    .filter(([, text]) => piecesToSearch(text).some((piece) => search(piece).length > 0))
    .map(([language]) => `the text in ${language}`);
}

const SCOPE_PAUSE_MS = 50;
const SCOPE_TIMEOUT_MS = 30_000;

/** @throws a failure that is retried, while a change of scope that was ordered before the draft is not made */
async function scopeWorkedOut({ restoreRepair }: Pick<Register, 'restoreRepair'>, matter: NoticeMatter): Promise<void> {
  const { incident, awaits = [] } = matter;
  for (let waited = 0; awaits.length > 0; waited += SCOPE_PAUSE_MS) {
    const answered = await restoreRepair.answeredEffects(incident);
    if (awaits.every((effect) => answered.has(effect))) return;
    if (waited >= SCOPE_TIMEOUT_MS)
      throw ApplicationFailure.retryable(`The scope of ${incident} is being worked out.`, 'ScopePending');
    await new Promise((resolve) => setTimeout(resolve, SCOPE_PAUSE_MS));
  }
}
