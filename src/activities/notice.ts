import type { Instant } from '../domain/primitives/instant';
import type { NoticeMatter } from '../domain/notices/facts';
import type { IncidentId } from '../domain/case/state';
import type { NoticeCounts } from '../domain/notices/state';
import type { Register } from '../register';
import type { NoticeLinks } from './notice-links';
import { hashOf } from '../texts/hash';
import { noticeTexts } from '../texts/notice';
import { packed } from '../texts/packed';

export interface ComposedNotice {
  hash: string;
  /** Packed; none in the histories of older releases. */
  texts?: string;
}

/** Composes a notice's text from its frozen facts, and plans its deliveries. */
export function createNoticeActivities({
  register,
  links,
  clock,
}: {
  register: Pick<Register, 'notices' | 'deliveries'>;
  links: NoticeLinks;
  clock: () => Instant;
}) {
  return {
    /**
     * A notice keeps its first text, even if the templates have changed since: people may have approved it. The history gets it too, for a
     * register that is restored to before.
     */
    composeNotice: async (matter: NoticeMatter): Promise<ComposedNotice> => {
      const { incident, notice, kind, facts } = matter;
      const stored = await register.notices.get(incident, notice);
      if (stored) return { hash: stored.hash, texts: packed(stored.texts) };
      const texts = noticeTexts(matter);
      const hash = hashOf(texts);
      await register.notices.store({ incident, notice, kind, texts, facts, hash, composedAt: clock() });
      return { hash, texts: packed(texts) };
    },
    planNotice: async (input: { incident: IncidentId; notice: number; hash: string }): Promise<NoticeCounts> => {
      const counts = await register.deliveries.plan(input);
      await links.issue(input);
      return counts;
    },
  };
}
