import type { AskedContact, Correction, KnownContact } from '../../register';
import { NAME_LENGTH } from '../page';
import type { ContactsDeps } from './routes';
import type { Said } from './words';
import type { AccountId } from '../../domain/primitives/parties';

/** What a form of the page sent: any of it may be missing, or anything. */
export type Posted = Record<string, unknown>;

/**
 * A scanner of mails posts forms as it finds them: nothing counts without the tick and the reference of the mail, which stands in no form. What is
 * otherwise than it stands becomes proposals, since whoever got hold of one mailbox must not lead what others are told elsewhere.
 */
export async function answerBy(
  { register, clock, addressFault }: ContactsDeps,
  asked: AskedContact,
  hash: string,
  posted: Posted,
): Promise<Said> {
  if (posted.act !== 'contacts') return 'not-readable';
  if (asked.answeredAt) return 'answered-before';
  if (posted.statement !== 'yes') return 'not-ticked';
  if (lineOf(posted.reference).replace(/\s/g, '').toUpperCase() !== asked.round) return 'wrong-reference';
  const corrections = correctionsIn(asked, posted);
  if (corrections.some((one) => one.kind !== 'end' && one.name === '')) return 'no-name';
  if (corrections.some((one) => one.kind !== 'end' && addressFault(one.email) !== undefined)) return 'no-address';
  if (!(await register.verification.answering.answer(hash, corrections, clock()))) return 'answered-before';
  return corrections.length === 0 ? 'confirmed' : 'corrected';
}

function correctionsIn({ accounts }: AskedContact, posted: Posted): Correction[] {
  return accounts.flatMap(({ id: account, contacts }) => [
    ...contacts.flatMap((contact) => changeOf(account, contact, posted)),
    ...additionTo(account, posted),
  ]);
}

/** A field that was not sent stays as it is. */
function changeOf(
  account: AccountId,
  { id: contact, name: was, email: before }: KnownContact,
  posted: Posted,
): Correction[] {
  if (posted[`gone.${contact}`] === 'yes') return [{ account, kind: 'end', contact }];
  const name = lineOf(posted[`name.${contact}`] ?? was);
  const email = lineOf(posted[`email.${contact}`] ?? before);
  return name === was && email === before ? [] : [{ account, kind: 'change', contact, name, email }];
}

function additionTo(account: AccountId, posted: Posted): Correction[] {
  const [name, email] = [lineOf(posted[`new.name.${account}`]), lineOf(posted[`new.email.${account}`])];
  return name === '' && email === '' ? [] : [{ account, kind: 'add', name, email }];
}

function lineOf(value: unknown): string {
  return typeof value === 'string'
    ? value
        .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
        .trim()
        .slice(0, NAME_LENGTH)
    : '';
}
