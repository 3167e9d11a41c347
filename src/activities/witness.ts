import { CODE_HOURS } from '../domain/administration/two-people';
import { HOUR, plus, type Instant } from '../domain/primitives/instant';
import { createCode } from '../primitives/code';
import type { OwedMail, Register } from '../register';
import type { Letter, MailChannel } from './channels/mail';
import type { Log } from './log';
import { codeMail, witnessMail } from './templates/administration';

export interface WitnessNeeds {
  register: Pick<Register, 'administration'>;
  mail: MailChannel;
  log: Log;
  clock: () => Instant;
  publicUrl: string;
}

const MAILS_PER_ROUND = 50;
const CONNECTION_WAIT_MS = 60_000;

/**
 * Sends what mails are owed for administrative acts, and ends what nobody confirmed in time. It bypasses Temporal: an act is witnessed while
 * that is away, too. Never rejects.
 */
export function createWitnessSender(needs: WitnessNeeds): () => Promise<void> {
  const { register, log, clock } = needs;
  return async () => {
    try {
      await register.administration.expire(clock());
      for (;;) {
        const owed = await register.administration.mails.claim(MAILS_PER_ROUND);
        await Promise.all(owed.map((one) => sendOne(needs, one)));
        if (owed.length < MAILS_PER_ROUND) return;
      }
    } catch (fault) {
      log.warn({ err: fault }, 'Mails about administrative acts could not be sent; they are retried in a minute');
    }
  };
}

async function sendOne(needs: WitnessNeeds, owed: OwedMail): Promise<void> {
  const { register, mail, log } = needs;
  const { mails } = register.administration;
  try {
    const giveUp = AbortSignal.timeout(CONNECTION_WAIT_MS);
    const sent = await mail.send(owed.email, () => letterOf(needs, owed), giveUp);
    if (sent.outcome === 'accepted' || sent.outcome === 'refused') await mails.end(owed.id, sent.outcome, sent.words);
    else if (sent.outcome !== 'withheld') await mails.defer(owed.id, sent.outcome === 'unknown' || owed.possibleRepeat);
  } catch (fault) {
    log.warn({ err: fault, mail: owed.id }, 'A mail about an administrative act could not be sent; it is retried');
    await mails.defer(owed.id, owed.possibleRepeat);
  }
}

/** Nothing, where the code's grant has ended meanwhile: then the mail is cancelled, too. */
async function letterOf(needs: WitnessNeeds, owed: OwedMail): Promise<Letter | undefined> {
  const { person, possibleRepeat, id } = owed;
  const words = owed.kind === 'code' ? await codeWords(needs, owed) : tellingWords(needs, owed);
  if (!words) return undefined;
  return { ...words, id: JSON.stringify(['administration', id]), name: person.name, automatic: true, possibleRepeat };
}

function tellingWords({ publicUrl }: WitnessNeeds, { pages, more, person, possibleRepeat }: OwedMail) {
  return witnessMail({ pages, more }, person, publicUrl, possibleRepeat);
}

async function codeWords({ register, clock, publicUrl }: WitnessNeeds, { pages, person, possibleRepeat }: OwedMail) {
  const [page] = pages;
  if (!page) throw new Error('A code is mailed for a page');
  const { code, hash } = createCode();
  const expiresAt = plus(clock(), CODE_HOURS * HOUR);
  const grant = { hash, page: page.sequence, person: person.id, expiresAt };
  if (!(await register.administration.addCode(grant))) return undefined;
  return codeMail({ page, code }, person, publicUrl, possibleRepeat);
}
