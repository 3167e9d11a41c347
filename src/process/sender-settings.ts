import { SAMPLE_SENDER, type Sender } from '../texts/sender';
import { aLine, aMailbox } from './setting';

export const SENDER_SETTINGS = {
  SENDER_NAME: aLine,
  SENDER_MARK: aLine,
  SENDER_ADDRESS: aLine,
  SENDER_PHONE: aLine,
  SENDER_MAIL: aMailbox,
  SENDER_DPO: aLine,
  REPLY_TO: aMailbox,
};

/** What customers read of who writes to them; each is asked for where mail leaves this machine. */
const NEEDED = ['SENDER_NAME', 'SENDER_ADDRESS', 'SENDER_PHONE', 'SENDER_MAIL', 'SENDER_DPO'] as const;
/** In the place of a name: the sample identity, for trials whose mail comes from no real address. */
const SAMPLE = 'sample';

type SenderSettings = Partial<Record<(typeof NEEDED)[number] | 'SENDER_MARK' | 'REPLY_TO', string>> & {
  MAIL_FROM: string;
};

export function senderOf(set: SenderSettings): Sender {
  const { SENDER_NAME: name, SENDER_ADDRESS, SENDER_PHONE, SENDER_MAIL, SENDER_DPO } = set;
  if (name === undefined || name === SAMPLE) return SAMPLE_SENDER;
  const mail = SENDER_MAIL ?? '';
  return {
    ...{ name, mark: set.SENDER_MARK ?? name, address: SENDER_ADDRESS ?? '', phone: SENDER_PHONE ?? '' },
    ...{ mail, dpo: SENDER_DPO ?? '', replyTo: set.REPLY_TO ?? mail },
  };
}

/** One sentence each. `sandbox`: no mail leaves this machine. */
export function faultsOfSender(set: SenderSettings, sandbox: boolean): string[] {
  if (set.SENDER_NAME === SAMPLE) return sandbox || isInvented(set.MAIL_FROM) ? [] : [SAMPLE_SENT];
  const missing = NEEDED.filter((name) => set[name] === undefined);
  const isUnset = missing.length === NEEDED.length;
  if (missing.length === 0 || (sandbox && isUnset)) return [];
  return [
    `${listed(missing)} ${missing.length === 1 ? 'is' : 'are'} not set, so that customers could not tell who writes to them: set ${missing.length === 1 ? 'it' : 'them'}, or SENDER_NAME=${SAMPLE} for a trial.`,
  ];
}

const SAMPLE_SENT = `SENDER_NAME is ${SAMPLE}, and MAIL_FROM a real address: set SENDER_NAME and the other SENDER settings to your company's own.`;

/** RFC 2606: nobody has an address there. */
function isInvented(from: string): boolean {
  return /\.(?:example|test|invalid)>?\s*$/i.test(from);
}

function listed(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
}
