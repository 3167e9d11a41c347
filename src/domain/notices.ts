import { refuse, type Refusal } from './refusal';
import type { IncidentState, Notice } from './state';

export function noticeOf(state: IncidentState, number: number): Notice | undefined {
  return state.notices.find((notice) => notice.number === number);
}

/** Why a text cannot be acted on as it stands: it is another text, or the facts have moved on, or it is in no fitting state. */
export function staleness(notice: Notice, hash: string, allowed: Notice['status'][]): Refusal | undefined {
  if (notice.status === 'composing')
    return refuse('stale-text', `Notice ${notice.number} is being composed; read it in a moment.`);
  if (notice.hash !== hash)
    return refuse('stale-text', `That hash is not of notice ${notice.number} as it stands; read the text again.`);
  if (allowed.includes(notice.status)) {
    return notice.stale
      ? refuse(
          'stale-text',
          `A fact changed after notice ${notice.number} was drafted, or when we knew or declared; draft it anew.`,
        )
      : undefined;
  }
  if (notice.status === 'drafted')
    return refuse(
      'missing',
      `Notice ${notice.number} still needs an approval of: ${awaited(notice).join(' and ')}.`,
      awaited(notice),
    );
  return refuse('already-so', `Notice ${notice.number} is ${notice.status}.`);
}

/** Neither sent nor put aside. */
export function isUnderWay(notice: Notice): boolean {
  return !['rejected', 'superseded', 'sent'].includes(notice.status);
}

function awaited(notice: Notice): string[] {
  const given = notice.approvals.map((approval) => approval.as);
  return [
    ...(given.includes('law') ? [] : ['legal or privacy']),
    ...(given.includes('lead') ? [] : ['lead or communications']),
  ];
}
