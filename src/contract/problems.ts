import { z } from 'zod';
import type { RefusalCode } from '../domain/primitives/refusal';

export interface ProblemKind {
  status: number;
  title: string;
  /** What to do now. */
  now: string;
  /** The reason of each says what to do by itself: the general sentence might contradict it. */
  saysItself?: true;
}

const refusals: Record<RefusalCode, ProblemKind> = {
  malformed: {
    status: 422,
    title: 'Invalid fields',
    now: 'Correct each field that `errors` points at, and send it again.',
  },
  'unknown-command': { status: 404, title: 'No such command', now: 'The commands are listed in /api/docs.' },
  'unknown-incident': { status: 404, title: 'No such incident', now: 'Take ids from GET /api/incidents.' },
  'unknown-person': {
    status: 422,
    title: 'No such person',
    now: 'Take ids from GET /api/people. The incident may need a moment to know a person who is new.',
  },
  'not-permitted': {
    status: 403,
    title: 'Not for your role',
    now: 'Ask somebody who holds such a role; an operator gives roles.',
  },
  'wrong-door': {
    status: 403,
    title: 'Not through this interface',
    now: 'Use the interface that `detail` names.',
    saysItself: true,
  },
  unsealed: {
    status: 403,
    title: 'Not sealed by one of us',
    now: 'Send it through this API.',
    saysItself: true,
  },
  'wrong-stage': {
    status: 409,
    title: 'Not in this stage',
    now: 'Read the incident; its stage has moved.',
    saysItself: true,
  },
  'wrong-class': {
    status: 409,
    title: 'Not for an incident of this class',
    now: 'Read the incident; reclassify it first if its class is wrong.',
    saysItself: true,
  },
  'already-so': {
    status: 409,
    title: 'It is so already',
    now: 'Read the incident to see how it stands, and go on from there.',
    saysItself: true,
  },
  'nothing-open': {
    status: 409,
    title: 'Nothing to act on',
    now: 'Read the incident: what this command would answer or end was never begun, or is over.',
    saysItself: true,
  },
  'not-declared': {
    status: 409,
    title: 'Not declared',
    now: 'Declare first, on suspicion if need be.',
    saysItself: true,
  },
  withdrawn: {
    status: 409,
    title: 'The declaration was withdrawn',
    now: 'Report the matter again: it becomes another incident, with a clock and notices of its own.',
    saysItself: true,
  },
  'definition-not-met': {
    status: 409,
    title: 'The definition is not met',
    now: 'Assess it again if an answer is wrong; otherwise classify the incident as what it is.',
    saysItself: true,
  },
  missing: {
    status: 409,
    title: 'Something is missing',
    now: 'Give it, then repeat.',
  },
  'impossible-instant': {
    status: 422,
    title: 'Impossible time',
    now: 'Check the time and its offset from UTC.',
  },
  'still-open': { status: 409, title: 'Not everything is done', now: 'Settle each of the `points`, then repeat.' },
  'unknown-notice': {
    status: 422,
    title: 'No such notice',
    now: 'The notices are listed under GET /api/incidents/{id}/notices.',
    saysItself: true,
  },
  'stale-text': {
    status: 409,
    title: 'The text has changed',
    now: 'Read the notice again, and approve, reject or release what you read.',
    saysItself: true,
  },
  'date-past': {
    status: 409,
    title: 'A promised date is past',
    now: 'Set each fact that `points` names again, and draft the notice anew.',
  },
  'second-person': {
    status: 403,
    title: 'A second person is needed',
    now: 'Ask a colleague with the role that `detail` names.',
    saysItself: true,
  },
  'not-a-confirmation': {
    status: 409,
    title: 'Not the request that waits',
    now: 'Confirm exactly the request shown in `detail`, or decline it. Corrections come afterwards.',
    saysItself: true,
  },
  'unknown-alert': {
    status: 422,
    title: 'No such alert',
    now: 'Read the incident for the alerts that wait.',
    saysItself: true,
  },
  'key-reused': { status: 422, title: 'The idempotency key was used before', now: 'Use a new key for another body.' },
  'too-much': {
    status: 409,
    title: 'Too much of this in one incident',
    now: 'Do what `detail` names instead.',
    saysItself: true,
  },
  'withheld-words': {
    status: 422,
    title: 'It holds withheld words',
    now: 'Leave out what is withheld from customers where `errors` or `points` say, or have it released first.',
    saysItself: true,
  },
  busy: {
    status: 503,
    title: 'The register is behind',
    now: 'Repeat in a minute, with the same idempotency key; an operator sees to the register.',
  },
};

const ofTheDoor = {
  'bad-json': { status: 400, title: 'Not JSON', now: 'Send one JSON object in UTF-8.' },
  'bad-request': {
    status: 400,
    title: 'Malformed request',
    now: 'Check address, query and headers against /api/docs.',
  },
  'bad-cursor': { status: 400, title: 'Not a cursor of this list', now: 'Begin again without `cursor`.' },
  'wrong-host': {
    status: 421,
    title: 'Not under this host name',
    now: 'Use the host of PUBLIC_URL; where this name is right too, whoever runs Tocsin adds it to TOCSIN_ALLOWED_HOSTS.',
  },
  'foreign-page': {
    status: 403,
    title: 'Sent by a page of another site',
    now: 'Open the address itself in the browser. Behind a proxy that sets another Host, PUBLIC_URL must be what people type; for Temporal’s UI, TOCSIN_UI_URL.',
  },
  csrf: {
    status: 403,
    title: 'Not shown to come from a page of ours',
    now: 'A page of ours sends `X-CSRF: 1` beside its cookie; other programs send a key and no cookie.',
  },
  'not-signed-in': {
    status: 401,
    title: 'Not signed in',
    now: 'Send your key as `Authorization: Bearer <key>`, or sign a browser in at /sign-in. An operator has a code for a new key mailed to you.',
  },
  'other-customers': {
    status: 422,
    title: 'It names other customers',
    now: 'Take the names out, or say in `namesAllowed` why they may stand there.',
  },
  'too-many-attempts': {
    status: 429,
    title: 'Too many failed sign-ins',
    now: 'Wait as long as `Retry-After` says, or use a key that is right: that is never refused for this.',
  },
  'too-many-reports': {
    status: 429,
    title: 'Too many reports',
    now: 'This one was not taken: repeat it after `Retry-After`. Tell a lead at once what cannot wait. An operator may allow more.',
  },
  'last-operator': {
    status: 409,
    title: 'Nobody would be left to operate it',
    now: 'Give somebody else the role of operator and a key, or this one another key, first.',
  },
  'mailbox-taken': {
    status: 409,
    title: 'This mailbox is somebody else’s',
    now: 'One human has one account, for two of them could approve twice. Change that person, or make them inactive first.',
  },
  overtaken: {
    status: 409,
    title: 'What was asked for is overtaken',
    now: 'Read how it stands, and ask for it again.',
  },
  'not-found': { status: 404, title: 'Not found', now: 'The addresses are listed in /api/docs.' },
  erased: {
    status: 410,
    title: 'Erased',
    now: 'Nothing brings it back: its time was over. What is left of it stands in `detail`.',
    saysItself: true,
  },
  'unknown-customer': {
    status: 422,
    title: 'Not a customer of this incident',
    now: 'Take ids from GET /api/incidents/{id}/scope.',
    saysItself: true,
  },
  'wrong-method': { status: 405, title: 'Method not allowed', now: 'The header `Allow` names the methods.' },
  'key-in-flight': {
    status: 409,
    title: 'The first request with this key is under way',
    now: 'Repeat in a second with the same key and body.',
  },
  inactive: {
    status: 409,
    title: 'This person is not active',
    now: 'Make the person active first.',
  },
  'already-there': { status: 409, title: 'Already exists', now: 'Change it instead.' },
  'too-large': { status: 413, title: 'Too large', now: 'Send less at once.' },
  'headers-too-large': { status: 431, title: 'Headers too large', now: 'Send fewer or shorter headers.' },
  'too-slow': { status: 408, title: 'Too slow', now: 'Send the whole request without a pause.' },
  'expectation-failed': {
    status: 417,
    title: 'Expectation not met',
    now: 'Send it without the header `Expect`, or with `100-continue`.',
  },
  'wrong-media-type': {
    status: 415,
    title: 'Unsupported media type',
    now: 'Send application/json, or text/csv where /api/docs allows it.',
  },
  'not-acceptable': {
    status: 406,
    title: 'Not in this form',
    now: 'Ask for one of the media types that `detail` names, in the header `Accept`.',
  },
  'bad-rows': {
    status: 422,
    title: 'Invalid rows',
    now: 'Correct the rows that `errors` points at; nothing was stored.',
  },
  'many-leave': {
    status: 409,
    title: 'Many of the staff would leave',
    now: 'Send the whole list, or agree to the number that `detail` names.',
    saysItself: true,
  },
  fault: {
    status: 500,
    title: 'Internal error',
    now: 'Repeat with the same idempotency key; if it stays, tell an operator the time.',
  },
  unavailable: {
    status: 503,
    title: 'Not available now',
    now: 'Repeat in a few seconds with the same idempotency key.',
  },
  crowded: {
    status: 503,
    title: 'Too many commands at once',
    now: 'This one was not done: repeat it in a few seconds, with the same idempotency key.',
  },
  clock: {
    status: 503,
    title: 'This machine’s clock is wrong',
    now: 'Repeat in a minute with the same idempotency key, or ask another API. Operators: set its clock right (`timedatectl`, `chronyc tracking`); it goes on by itself then.',
  },
  'outcome-unknown': {
    status: 503,
    title: 'The outcome is unknown',
    now: 'It may have been done: repeat with the same idempotency key, which does it at most once.',
  },
} satisfies Record<string, ProblemKind>;

/** Every way in which the API says no. The words are stable: each is the end of a problem's `type`. */
export const PROBLEMS = { ...refusals, ...ofTheDoor };
export type ProblemCode = keyof typeof PROBLEMS;
export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

export const problem = z
  .object({
    type: z.string().meta({
      description: 'What kind of problem: `/problems/<code>`, which answers with a page about it.',
      examples: ['/problems/not-permitted'],
    }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What is wrong here, why, and what to do now.' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional().meta({
            description:
              'A JSON pointer into the body; in a CSV file `/<row>/<column>`, rows numbered as a spreadsheet shows them: the heading is row 1.',
          }),
          parameter: z.string().optional().meta({ description: 'A parameter of the query, or a header.' }),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'The single faults, up to a thousand.' }),
    errorsTotal: z.int().optional().meta({ description: 'How many there are, if that is more than `errors` holds.' }),
    points: z.array(z.string()).optional().meta({ description: 'What stands open or is missing, each in words.' }),
  })
  .meta({
    id: 'Problem',
    description:
      'RFC 9457. Worded in English, or in French for an `Accept-Language` that prefers it; the header `Content-Language` says which. `type`, pointers and parameters are the same in both.',
  });
export type ProblemBody = z.infer<typeof problem>;
