import { addressesIn, blocksOf } from './fields';
import type { Receipt } from './read';

/** A part of a mail beside its text. */
export interface Part {
  type: string;
  text: string;
}

/** Whom a complaint (RFC 5965) is about; undefined if there is none. */
export function complaintIn(parts: readonly Part[]): string[] | undefined {
  const report = parts.find(({ type }) => type === 'message/feedback-report');
  if (!report) return undefined;
  const original = parts.find(({ type }) => type.startsWith('message/rfc822') || type === 'text/rfc822-headers');
  const [fields] = blocksOf(report.text);
  const named = [fields?.get('original-rcpt-to') ?? '', blocksOf(original?.text ?? '')[0]?.get('to') ?? ''];
  return named.flatMap(addressesIn);
}

type Report = Pick<Receipt, 'kind' | 'recipients' | 'status' | 'words'>;

/** What a delivery status notification (RFC 3464) says of the worst of its recipients; undefined if there is none that names one. */
export function reportIn(parts: readonly Part[]): Report | undefined {
  const status = parts.filter(({ type }) => /^message\/(global-)?delivery-status$/.test(type));
  const said = status.flatMap(({ text }) => blocksOf(text)).flatMap(ofRecipient);
  for (const kind of ['failure', 'delay', 'delivered'] as const) {
    const of = said.filter((one) => one.kind === kind);
    const [first] = of;
    if (first) return { ...first, recipients: of.flatMap(({ recipients }) => recipients) };
  }
  return undefined;
}

const KINDS: Readonly<Record<string, Report['kind']>> = {
  failed: 'failure',
  failure: 'failure',
  delayed: 'delay',
  delivered: 'delivered',
  relayed: 'delivered',
  expanded: 'delivered',
};

/** The address that we sent to is the original one, where the server says it; else where that was forwarded. */
function ofRecipient(fields: Map<string, string>): Report[] {
  const address = (name: string) => addressesIn((fields.get(name) ?? '').replace(/^[^;]*;/, ''))[0];
  const recipient = address('original-recipient') ?? address('final-recipient') ?? address('x-actual-recipient');
  const action = /^[a-z]+/.exec(fields.get('action')?.toLowerCase() ?? '')?.[0] ?? '';
  const [status] = /[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '') ?? [];
  const kind = KINDS[action] ?? (status?.startsWith('5') ? 'failure' : undefined);
  if (!recipient || !kind) return [];
  const words = fields.get('diagnostic-code')?.replace(/^[^;]*;\s*/, '') ?? '';
  return [{ kind, recipients: [recipient], words, ...(status && { status }) }];
}
