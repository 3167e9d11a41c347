import { NO_TEXT } from './state';
import { refuse, type Refusal } from '../primitives/refusal';
import type { Role } from '../primitives/people';
import type { IncidentState } from '../state';
import type { Notice, Side, TextHash, RecipientsHash } from './state';

type Sides = Record<Side, readonly Role[]>;

/** A notice needs a yes from each side, by two people. The rules of an incident may leave fewer on a side, or move them to the other. */
export const SIDES: Sides = { law: ['legal', 'privacy'], lead: ['lead', 'communications'] };

export function sidesOf({ rules }: Pick<IncidentState, 'rules'>): Sides {
  return rules.approvers ?? SIDES;
}

export function approversOf(state: Pick<IncidentState, 'rules'>): Role[] {
  const { law, lead } = sidesOf(state);
  return [...new Set([...law, ...lead])];
}

export function noticeOf(state: IncidentState, number: number): Notice | undefined {
  return state.notices.find((notice) => notice.number === number);
}

/** What is asked for by an alert about its text. */
export function textOf({ number: notice, hash = NO_TEXT, recipientsHash, draftedBy }: Notice) {
  return { about: 'notice', notice, hash, ...(recipientsHash && { recipientsHash }), draftedBy } as const;
}

/** A fact, or an instant that a notice names, changed after an open one was drafted, or whom it goes to, or another went out under its number. */
export function isStale(state: IncidentState, notice: Notice): boolean {
  const isOpen = ['composing', 'drafted', 'approved'].includes(notice.status);
  return isOpen && (factsMovedOn(state, notice) || recipientsMovedOn(state, notice) || isOvertaken(state, notice));
}

export function factsMovedOn({ factsVersion }: IncidentState, notice: Notice): boolean {
  return notice.factsVersion < factsVersion;
}

/** One whose recipients were not taken down goes to whoever is in scope when it is released. */
function recipientsMovedOn({ scopeRevision }: IncidentState, notice: Notice): boolean {
  return notice.scopeRevision !== undefined && notice.scopeRevision < scopeRevision;
}

/** What the next notice to go out is called by those who get it. */
export function nextSentAs({ notices }: IncidentState): number {
  return notices.filter(wentOut).length + 1;
}

export function wentOut({ status }: Notice): boolean {
  return status === 'released' || status === 'sent';
}

/** The last that went out, or is on its way. */
export function lastSent({ notices }: Pick<IncidentState, 'notices'>): Notice | undefined {
  return notices.filter(wentOut).at(-1);
}

function isOvertaken(state: IncidentState, { sentAs }: Notice): boolean {
  return sentAs !== undefined && sentAs < nextSentAs(state);
}

export function unknownNotice({ notices }: IncidentState, number: number): Refusal {
  const has = notices.map((notice) => notice.number).join(', ');
  return refuse('unknown-notice', `This incident has no notice ${number}; it has ${has || 'none yet, so draft one'}.`);
}

/** Nobody can change any more what became of it. */
export function settled({ number, status }: Notice): Refusal {
  if (status === 'rejected') return refuse('nothing-open', `Notice ${number} is rejected; draft it again.`);
  if (status === 'superseded')
    return refuse('nothing-open', `Notice ${number} is superseded; go on with the draft that took its place.`);
  return refuse('already-so', `Notice ${number} is ${status}; send a correction for what is wrong in it.`);
}

/** What somebody read of it. */
export interface ReadText {
  hash: TextHash;
  /** Of a notice whose recipients were taken down. */
  recipientsHash?: RecipientsHash;
}

/** Why a text cannot be acted on as it stands: it is another text, or the facts have moved on, or it is in no fitting state. */
export function staleness(
  state: IncidentState,
  notice: Notice,
  { hash, recipientsHash }: ReadText,
  allowed: Notice['status'][],
): Refusal | undefined {
  if (notice.status === 'composing')
    return refuse('stale-text', `Notice ${notice.number} is being composed; read it in a moment.`);
  if (isPutAside(notice)) return settled(notice);
  if (notice.hash !== hash)
    return refuse('stale-text', `That hash is not of notice ${notice.number} as it stands; read the text again.`);
  if (notice.recipientsHash !== recipientsHash) return otherRecipients(notice, recipientsHash);
  if (isStale(state, notice)) return refuse('stale-text', `${whyStale(state, notice)}; draft it again.`);
  if (allowed.includes(notice.status)) return undefined;
  if (notice.status === 'drafted')
    return refuse(
      'missing',
      `Notice ${notice.number} still needs an approval of: ${awaited(state, notice).join(' and ')}.${whoseLapsed(notice)}`,
      awaited(state, notice),
    );
  return settled(notice);
}

function otherRecipients({ number, recipientsHash }: Notice, given: string | undefined): Refusal {
  const now = `read the notice again, and give its "recipientsHash" beside its "hash"`;
  if (!recipientsHash) return refuse('stale-text', `Notice ${number} has no hash of its recipients; leave it out.`);
  return given === undefined
    ? refuse('stale-text', `What each recipient of notice ${number} reads is approved with it; ${now}.`, [
        '/recipientsHash',
      ])
    : refuse('stale-text', `That is not the hash of what the recipients of notice ${number} read; ${now}.`);
}

function whyStale(state: IncidentState, notice: Notice): string {
  if (factsMovedOn(state, notice))
    return `A fact changed after notice ${notice.number} was drafted, or when we knew or declared, how serious it is, or our role`;
  return recipientsMovedOn(state, notice)
    ? `Who is affected, or what is said of them, or a contact, changed after notice ${notice.number} was drafted`
    : `Another notice went out after notice ${notice.number} was drafted, and customers would read its number twice`;
}

function whoseLapsed({ lapsed = [] }: Notice): string {
  return lapsed.length > 0
    ? ` That of ${lapsed.join(', ')} no longer counts, for it was given by somebody deactivated since.`
    : '';
}

function isPutAside({ status }: Notice): boolean {
  return status === 'rejected' || status === 'superseded';
}

/** Neither sent nor put aside. */
export function isUnderWay(notice: Notice): boolean {
  return !['rejected', 'superseded', 'sent'].includes(notice.status);
}

/** The sides that the next approver may stand for. Who could stand for either takes the one that the second leaves. */
export function sidesOpen(state: IncidentState, { approvals: [first] }: Notice): Side[] {
  const sides: Side[] = ['law', 'lead'];
  if (!first) return sides;
  const couldBe = sides.filter((side) => sidesOf(state)[side].some((role) => first.roles.includes(role)));
  return (couldBe.length > 0 ? couldBe : [first.as]).map(opposite);
}

/** The roles that may give what is still missing. */
export function rolesToApprove(state: IncidentState, notice: Notice): Role[] {
  return sidesOpen(state, notice).flatMap((side) => sidesOf(state)[side]);
}

export function opposite(side: Side): Side {
  return side === 'law' ? 'lead' : 'law';
}

/** Who must still approve, in words. */
export function awaited(state: IncidentState, notice: Notice): string[] {
  const open = sidesOpen(state, notice).map((side) => sidesOf(state)[side]);
  const either = notice.approvals.length > 0 && open.length > 1;
  return either ? [anyOf(open.flat())] : open.map(anyOf);
}

function anyOf(roles: readonly Role[]): string {
  return [roles.slice(0, -1).join(', '), ...roles.slice(-1)].filter((part) => part !== '').join(' or ');
}
