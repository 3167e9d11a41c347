import { z } from 'zod';
import { answers, operation } from '../openapi-parts';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { FACT_FIELDS } from '../../domain/notices/facts';
import { OUR_ROLES } from '../../domain/case/role';
import { GROUNDS } from '../../domain/withholding/state';
import { decline, incidentId, instant, line, oneOf, personId, recordId, sha256, text, worded } from '../words';

const number = z
  .int()
  .min(1)
  .max(9_999)
  .meta({ description: 'The number of the withholding.', examples: [1] });
const reviewBy = instant('When it is looked at again.', '2026-11-26T09:00:00Z');

/** What is said to withhold something. */
export const withholdingPayloads = {
  withhold: z.strictObject({
    field: oneOf(FACT_FIELDS, 'Which field of the fact sheet the words belong to.'),
    ground: oneOf(GROUNDS, 'Why customers cannot be told them yet.'),
    why: text('With "other": which ground it is.', 'A court forbids us to say it.').optional(),
    seal: sha256('Of the words, which the register keeps sealed.'),
    reviewBy,
  }),
  'approve-withholding': z.strictObject({
    withholding: number,
    reason: text('Why it may be withheld, or may not.', 'The intruder would learn which account we watch.'),
    decline,
  }),
  'review-withholding': z.strictObject({
    withholding: number,
    reason: text('Why it must still be withheld.', 'The police has not taken the account over yet.'),
    reviewBy,
  }),
  'release-withheld': z.strictObject({
    withholding: number,
    reason: text('Why customers may be told.', 'The account is closed.'),
    words: worded('The words, as they were kept.'),
  }),
};

export const noticeNumber = z
  .int()
  .min(1)
  .max(9_999)
  .meta({ description: 'The number of the notice in this incident.', examples: [1] });

/** What is said of a draft before it goes out. */
export const judgingPayloads = {
  'comment-notice': z.strictObject({
    notice: noticeNumber,
    language: line('Of the text.', 'en'),
    passage: text('The passage, as it stands in the text.', 'We regret this.'),
    words: text('What you say of it.', 'Say "we apologise"; "regret" sounds as if it were not ours.'),
  }),
  'allow-name': z.strictObject({
    notice: noticeNumber,
    customer: recordId('The customer whose name was found.', 'customer-17'),
    reason: text('Why it may stand.', 'It is the processor whom all of them use, and named in their contracts.'),
  }),
  'hold-release': z.strictObject({
    notice: noticeNumber,
    reason: text('Why.', 'The police asked for two hours.'),
    risk: text('What may come of it that customers are told later.', 'Reused passwords may be tried.').optional(),
    approver: personId('Who of legal or executives approves it.', 'executive').optional(),
    reviewBy: instant('When it is looked at again.', '2026-11-24T12:00:00Z').optional(),
    decline,
  }),
};

/** What is said of our role, and of our own notification to an authority. */
export const rolePayloads = {
  'set-role': z.strictObject({
    role: oneOf(OUR_ROLES, 'What we are of the data concerned.'),
    reason: text('Why.', 'The accounts of our own staff are concerned.'),
  }),
  'record-filing': z.strictObject({
    authority: line('Which authority.', 'CNIL'),
    at: instant('When it was notified. Left out: now.').optional(),
    reference: line('Its number there.', 'CNIL-2026-1234').optional(),
    lateReason: text(
      'Where it is later than 72 hours: the reasons.',
      'The logs were encrypted for four days.',
    ).optional(),
    notRequired: text(
      'Instead: why the breach is unlikely to result in a risk.',
      'All of it was encrypted.',
    ).optional(),
  }),
};

/** The API keeps the words in the register, and opens them again: no history holds what is withheld. */
export const withholdingBodies = {
  withhold: withholdingPayloads.withhold.omit({ seal: true }).extend({
    words: worded('What customers are not told, in each language in which somebody might write it.'),
  }),
  'release-withheld': withholdingPayloads['release-withheld'].omit({ words: true }),
};

const withheldWords = z
  .object({
    items: z.array(
      z.object({
        withholding: z.int().meta({ description: 'Its number.' }),
        words: z.array(z.object({ lang: z.string(), text: z.string() })),
      }),
    ),
  })
  .meta({ id: 'WithheldWords' });

/** Of what is withheld. */
export function withholdingPaths(): ZodOpenApiPathsObject {
  return {
    '/api/incidents/{id}/withheld-words': {
      get: operation(
        'incidents',
        'What customers are not told at this stage, word for word, for who approves it: legal, privacy and executives.',
        answers(200, 'As it was kept.', withheldWords, ['unknown-incident', 'erased', 'bad-request']),
        {
          description: 'Each reading is kept in the access log. Nothing else has these words.',
          requestParams: { path: z.object({ id: incidentId('The incident.') }) },
        },
      ),
    },
  };
}
