import { CODE_HOURS } from '../../domain/administration/two-people';
import { HOUR, plus, type Instant } from '../../domain/primitives/instant';
import { createCode } from '../../primitives/code';
import type { OwedMail, Register } from '../../register';
import type { Log } from '../log';
import { mailStaff, quietRound, type StaffMailNeeds } from '../alerts/staff-mail';
import { codeMail, witnessMail } from '../templates/administration';

export interface WitnessNeeds extends StaffMailNeeds {
  register: Pick<Register, 'administration' | 'alerts'>;
  log: Log;
  clock: () => Instant;
  publicUrl: string;
}

const MAILS_PER_ROUND = 50;
const CONNECTION_WAIT_MS = 60_000;

/** Sends what mails are owed for administrative acts, and ends what nobody confirmed in time: an act is witnessed while Temporal is away, too. */
export function createWitnessSender(needs: WitnessNeeds): () => Promise<void> {
  const { register, log, clock } = needs;
  const complaint = 'Mails about administrative acts could not be sent; they are retried in a minute';
  return quietRound(log, complaint, async () => {
    await register.administration.expire(clock());
    for (;;) {
      const owed = await register.administration.mails.claim(MAILS_PER_ROUND);
      await Promise.all(owed.map((one) => sendOne(needs, one)));
      if (owed.length < MAILS_PER_ROUND) return;
    }
  });
}

async function sendOne(needs: WitnessNeeds, owed: OwedMail): Promise<void> {
  const { mails } = needs.register.administration;
  const { id, person, email } = owed;
  try {
    const named = { effect: `administration/${id}`, id: JSON.stringify(['administration', id]) };
    const one = { ...named, person: { ...person, email }, at: needs.clock() };
    const words = (possibleRepeat: boolean) => wordsOf(needs, owed, possibleRepeat);
    const sent = await mailStaff(needs, { ...one, words }, AbortSignal.timeout(CONNECTION_WAIT_MS));
    if (sent.outcome === 'accepted' || sent.outcome === 'refused') await mails.end(id, sent.outcome, sent.words);
    else if (sent.outcome === 'later') await mails.defer(id);
  } catch (fault) {
    needs.log.warn({ err: fault, mail: id }, 'A mail about an administrative act could not be sent; it is retried');
    await mails.defer(id);
  }
}

/** Nothing, where the code's grant has ended meanwhile: then the mail is cancelled, too. */
function wordsOf(needs: WitnessNeeds, owed: OwedMail, possibleRepeat: boolean) {
  if (owed.kind === 'code') return codeWords(needs, owed, possibleRepeat);
  const { pages, more, person } = owed;
  return witnessMail({ pages, more }, person, needs.publicUrl, possibleRepeat);
}

async function codeWords(
  { register, clock, publicUrl }: WitnessNeeds,
  { pages, person }: OwedMail,
  possibleRepeat: boolean,
) {
  const [page] = pages;
  if (!page) throw new Error('A code is mailed for a page');
  const { code, hash } = createCode();
  const expiresAt = plus(clock(), CODE_HOURS * HOUR);
  const grant = { hash, page: page.sequence, person: person.id, expiresAt };
  if (!(await register.administration.addCode(grant))) return undefined;
  return codeMail({ page, code }, person, publicUrl, possibleRepeat);
}
