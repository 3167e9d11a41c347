import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { CAUSES } from '../../domain/post-mortem/state';
import { answers, body, onceHeader, operation, replayed, WRITING } from '../openapi-parts';
import type { ProblemCode } from '../problems';
import { procedurePaths } from './procedures';
import { postMortemList } from '../post-mortem/post-mortem';
import { longText, personId, recentInstant, sha256, storedInstant, text } from '../words';

const reviewId = z
  .string()
  .regex(/^REV-\d{4}-\d{2}$/u, 'must be the id of a review, such as REV-2027-11')
  .meta({ description: 'Of a review: the month in which its period ended.', examples: ['REV-2027-11'] });

const decidedAction = {
  owner: personId('Whose it is: somebody who reads the review.', 'lead'),
  dueAt: recentInstant('By when.', '2027-12-01T00:00:00Z'),
};
const change = text('What is to be done.', 'Have the mail program ask before a list leaves.');

export const reviewDecisions = z
  .strictObject({
    decisions: longText('What was decided.', 'Lists leave only after a second person looked.'),
    actions: z
      .array(z.strictObject({ change, ...decidedAction }))
      .max(60)
      .default([])
      .meta({ description: 'What is to be done by it, owed once two people approved it.' }),
  })
  .meta({ id: 'ReviewDecisions' });
export const reviewActionDone = z
  .strictObject({ words: text('What was done.', 'Version 2.5 of the procedure asks for it.') })
  .meta({ id: 'ReviewActionDone' });
export const reviewApproval = z
  .strictObject({ sha256: sha256('Of the decisions that you read.') })
  .meta({ id: 'ReviewApproval' });

export const review = z
  .object({
    id: reviewId,
    fromAt: storedInstant('Of the period.'),
    toAt: storedInstant('Of the period, itself no part of it.'),
    openedAt: storedInstant('When.'),
    dueAt: storedInstant('By when it is to be approved.'),
    sha256: sha256('Of the decisions and their actions.').optional(),
    decidedBy: z.string().optional(),
    decidedAt: storedInstant('When they were written.').optional(),
    approvedBy: z.array(z.string()),
    approvedAt: storedInstant('When the second person approved them.').optional(),
  })
  .meta({ id: 'ProgrammeReview' });

const action = z.object({
  number: z.int(),
  ...decidedAction,
  doneAt: storedInstant('When it was done.').optional(),
  doneBy: z.string().optional(),
});
const withActions = review
  .extend({ actions: z.array(action) })
  .meta({ id: 'DecidedProgrammeReview', description: 'Without a word of what was decided.' });

export const wholeReview = review
  .extend({
    decisions: z.string().optional().meta({ description: 'For lead, privacy, legal and executives.' }),
    postMortems: postMortemList.shape.items,
    actionsLate: z.int().meta({ description: 'Post-mortems with an action that is past its date.' }),
    actions: z
      .array(action.extend({ change: change.optional(), doneWords: z.string().optional() }))
      .meta({ description: 'What is to be done; its words for lead, privacy, legal and executives.' }),
    recurring: z.array(z.object({ cause: z.enum(CAUSES), incidents: z.array(z.string()) })).meta({
      description:
        'Kinds of cause of the period that came back, in it or since before it, of those post-mortems alone that the reader may read.',
    }),
  })
  .meta({ id: 'WholeProgrammeReview' });

const path = z.object({ id: reviewId });

export function programmePaths(): ZodOpenApiPathsObject {
  return { ...procedurePaths(), ...reviewPaths() };
}

interface ActDetails {
  place?: z.ZodObject;
  also?: ProblemCode[];
}

function reviewPaths(): ZodOpenApiPathsObject {
  const act = (what: string, shape: z.ZodType, { place = path, also = [] }: ActDetails = {}) =>
    operation(
      'post-mortems',
      what,
      answers(
        200,
        'Done.',
        withActions,
        [
          ...WRITING,
          'not-permitted',
          'not-found',
          'already-so',
          'second-person',
          'stale-text',
          'nothing-open',
          ...also,
        ],
        replayed,
      ),
      { requestParams: { path: place, header: onceHeader }, ...body(shape) },
    );
  return {
    '/api/programme-reviews': {
      get: operation(
        'post-mortems',
        'The reviews of all post-mortems of a period, the newest first. For auditors, lead, privacy, legal and executives.',
        answers(200, 'All.', z.object({ items: z.array(review) }), ['bad-request', 'not-permitted']),
      ),
    },
    '/api/programme-reviews/{id}': {
      get: operation(
        'post-mortems',
        'One review: the post-mortems of its period, what is open or late, and which causes came back.',
        answers(200, 'As it stands.', wholeReview, ['bad-request', 'not-permitted', 'not-found']),
        { requestParams: { path } },
      ),
    },
    '/api/programme-reviews/{id}/decide': {
      post: act(
        'Write what was decided, and what is to be done by it. For lead, privacy, legal and executives.',
        reviewDecisions,
        {
          also: ['unknown-person'],
        },
      ),
    },
    '/api/programme-reviews/{id}/actions/{number}/done': {
      post: act('Say that an action of an approved review is done. For its owner.', reviewActionDone, {
        place: path.extend({ number: z.string().meta({ description: 'Of the action.' }) }),
      }),
    },
    '/api/programme-reviews/{id}/approve': {
      post: act('Approve the decisions by their hash; two people who did not write them.', reviewApproval),
    },
  };
}
