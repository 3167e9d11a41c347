import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { mailboxOf, writeMessage } from '../../../src/activities/channels/letter';
import { openTemplate } from '../../../src/activities/channels/mime-template';
import { filled, noticeTexts, withLink } from '../../../src/texts/notice';
import { LETTERS } from '../../support/letters';
import type { IncidentId } from '../../../src/domain/case/state';
import type { Instant } from '../../../src/domain/primitives/instant';
import { codePoint } from '../../support/code-points';

const FROM = mailboxOf('Töcsin, Ltd. <tocsin@tocsin.example>');
const AT = '2026-03-01T12:00:00.000Z' as Instant;
const matter = {
  ...{ incident: 'INC-2026-0001' as IncidentId, notice: 1, kind: 'initial' as const, commitmentHours: 72 },
  facts: { nature: { status: 'known' as const, value: 'Une clé = “perdue”.\n.\nFrom here on – naïve 🔑' } },
};
const texts = noticeTexts({ matter, sender: LETTERS.sender }, LETTERS.sets);
const [en, fr] = [texts.en!, texts.fr!];

/** Names as people and attackers write them. */
const hostile = fc.oneof(
  fc.string({ unit: codePoint, maxLength: 120 }),
  fc.constantFrom(
    '',
    '.',
    '=',
    '=3D',
    'A\r\nBcc: x@y.example',
    '.\r\n.',
    '"Q" <x@y>',
    '<b>&amp;',
    '{{account}}',
    '  ',
    '\t\n',
  ),
  fc
    .array(fc.constantFrom('é', '=', '.', '\n', ' ', '"', '🔑', '\u202e', 'long'.repeat(30)), { maxLength: 20 })
    .map((of) => of.join('')),
);
const recipients = fc.record({ customer: hostile, account: hostile, contact: hostile, data: hostile, volume: hostile });

test('a message that is filled in reads as the one that is composed for its recipient alone', async () => {
  const templates = [await openTemplate(FROM, 'en', en), await openTemplate(FROM, 'fr', fr)];
  await fc.assert(
    fc.asyncProperty(
      recipients,
      hostile,
      fc.integer({ min: 0, max: 1 }),
      fc.boolean(),
      async (recipient, name, n, possibleRepeat) => {
        const language = n === 0 ? 'en' : 'fr';
        const link = 'https://x.example/?a=1&b=<2>';
        const to = {
          id: 'INC-2026-0001/1/k1',
          name,
          address: 'zoë.o’neil@xn--bcher-kva.example',
          possibleRepeat,
          thread: 't',
        };
        const mime = Buffer.from(templates[n]!.write({ ...to, recipient, link }, AT), 'latin1');
        const letter = { ...to, ...filled(withLink(n === 0 ? en : fr, link), recipient), language, automatic: false };
        expect(await read(mime)).toEqual(await read(await writeMessage(FROM, to.address, letter)));
        const [, ...bodies] = mime.toString().split('\r\n\r\n');
        const lines = bodies.join('\r\n').split('\r\n');
        expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(76);
      },
    ),
    { numRuns: 40 },
  );
});

async function read(mime: Buffer) {
  const { from, to, subject, text, html, messageId, headers } = await simpleParser(mime);
  const own = [
    'in-reply-to',
    'references',
    'content-language',
    'x-tocsin-id',
    'x-tocsin-possible-repeat',
    'mime-version',
  ].map((name) => headers.get(name));
  const names = [...headers.keys()].filter((name) => name !== 'date' || headers.get('date') instanceof Date).sort();
  return { from, to, subject, text, html, messageId, own, names };
}
