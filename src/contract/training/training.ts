import { z } from 'zod';
import type { ZodOpenApiPathsObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { instantFrom } from '../../domain/primitives/instant';
import { courseShape } from './course';
import {
  answers,
  body,
  BODY,
  failures,
  listOf,
  onceHeader,
  onwardTo,
  operation,
  refusals,
  replayed,
  WRITING,
} from '../openapi-parts';
import { listQuery } from '../queries';
import { department, staffId } from './staff';
import { count, instant, line, LIST_MAX, personId, recentInstant, recordId, storedInstant, text } from '../words';

const courseId = recordId('Of a course.', 'protecting-customer-data');
export const waveId = z
  .string()
  .regex(/^TRN-\d{4}-\d{4,9}$/u, 'must be the id of a wave, such as TRN-2026-0001')
  .meta({ description: 'Of a wave.', examples: ['TRN-2026-0001'] });
const audience = z
  .strictObject({
    departments: z.array(department).min(1).max(LIST_MAX).optional(),
    roles: z.array(recordId('As the staff list has it.', 'response')).min(1).max(20).optional(),
    staff: z.array(staffId()).min(1).max(LIST_MAX).optional(),
  })
  .meta({ description: 'All that is named must hold; left out, everybody.' });

export const newWave = z.strictObject({ course: courseId, audience: audience.optional() }).meta({ id: 'NewWave' });

const reasons = ['joining', 'yearly', 'follow-up', 'by-hand'] as const;
export const wave = z
  .object({
    id: waveId,
    course: courseId,
    version: z.string(),
    reason: z.enum(reasons),
    audience: audience.optional(),
    openedAt: storedInstant('When it was given.'),
    openedBy: personId('By whom; `system` if by itself.'),
    dueAt: storedInstant('By when it is to be passed.'),
    startedAt: storedInstant('When its mails began.').optional(),
    stoppedAt: storedInstant('When it was stopped.').optional(),
    endedAt: storedInstant('When nothing more of it is to come.').optional(),
    steps: z.array(z.object({ number: z.int(), kind: z.string(), at: storedInstant('When.') })),
  })
  .meta({ id: 'Wave' });

const waveCounts = z.object({
  assigned: count('To whom it was given.', 50_000),
  open: count('Of them, those who have neither passed nor failed.'),
  passed: count('Of them.'),
  failed: count('Of them, by all attempts.'),
  overdue: count('Of the open ones.'),
  checkAsked: count('Who was asked again later.'),
  checkPassed: count('Of those.'),
  checkFailed: count('Of those; they are given it again.'),
  surveyed: count('Who answered the survey.'),
  unreached: count('Whom a mail of it did not reach: it came back, or no server took it.'),
});

export const seenWave = wave.extend({
  counts: waveCounts,
  survey: z
    .record(
      z.string(),
      z.object({
        answers: count('How many.'),
        mean: z.number().optional().meta({ description: 'From 1 to 5.' }),
        words: z.array(z.string()).optional(),
      }),
    )
    .meta({ description: 'By question. Once five have answered.' }),
});

const evidenceRow = z
  .object({
    staff: staffId(),
    name: z.string(),
    department: z.string(),
    leftAt: z.string().optional(),
    course: courseId,
    version: z.string(),
    wave: waveId,
    reason: z.enum(reasons),
    assignedAt: z.string(),
    dueAt: z.string(),
    state: z.enum(['open', 'passed', 'failed']),
    begunAt: z.string().optional(),
    attempts: z.int(),
    percent: z.int().optional(),
    passedAt: z.string().optional(),
    validUntil: z.string().optional(),
    check: z.enum(['asked', 'passed', 'failed', 'silent']).optional(),
    checkedAt: z.string().optional(),
  })
  .meta({ id: 'TrainingEvidence' });
export const EVIDENCE_COLUMNS = Object.keys(evidenceRow.shape);

const moment = (description: string) =>
  instant(description)
    .transform((given) => instantFrom(given))
    .optional();

export const evidenceQuery = listQuery.extend({
  course: courseId.optional(),
  wave: waveId.optional(),
  department: department.optional(),
  staff: staffId().optional(),
  from: moment('Given then or later.'),
  to: moment('Given before.'),
});

export const trainingFiguresQuery = z.strictObject({ course: courseId });

export const departmentFigures = z.object({
  department: z.string(),
  staff: z.int(),
  trained: count('Who passed, and it has not run out.'),
  open: z.int(),
  overdue: z.int(),
  failed: z.int(),
  never: count('To whom it was never given.'),
});

export const newSession = z
  .strictObject({
    title: line('What it was about.', 'Misdirected mail: three cases of this year'),
    heldAt: recentInstant('When.'),
    ledBy: line('Who led it.', 'Privacy team'),
    attended: z.array(staffId()).min(1).max(LIST_MAX),
    words: text('What was asked and agreed.', 'BCC is set up as a default for large circles.').optional(),
  })
  .meta({ id: 'NewAwarenessSession' });

const session = z
  .object({ id: z.int(), ...newSession.shape, recordedBy: z.string(), recordedAt: z.string() })
  .meta({ id: 'AwarenessSession' });

const course = z
  .object({
    id: courseId,
    version: z.string(),
    ...courseShape.pick({ assign: true, neededBy: true, due: true, parts: true, quiz: true, check: true }).shape,
    languages: z.array(z.string()),
    titles: z.record(z.string(), z.string()),
    questions: z.int(),
  })
  .meta({ id: 'Course' });

export function trainingPaths(): ZodOpenApiPathsObject {
  return { ...coursePaths(), ...wavePaths(), ...evidencePaths(), ...sessionPaths(), ...takingPaths() };
}

function coursePaths(): ZodOpenApiPathsObject {
  return {
    '/api/training/courses': {
      get: operation(
        'training',
        'The courses that there are, all versions. For all but reporters.',
        answers(200, 'Without what they say.', listOf(course), ['bad-request']),
      ),
    },
  };
}

function wavePaths(): ZodOpenApiPathsObject {
  const path = { requestParams: { path: z.object({ id: waveId }) } };
  return {
    '/api/training/waves': {
      get: operation(
        'training',
        'What was given to whom, the newest first. For all but reporters.',
        answers(200, 'A page of the list.', listOf(wave), ['bad-request', 'bad-cursor']),
        { requestParams: { query: listQuery } },
      ),
      post: operation(
        'training',
        'Give the newest version of a course, beside what is given by itself. For operators and privacy.',
        answers(
          201,
          'Given; the mails follow.',
          seenWave,
          [...WRITING, 'not-found', 'nothing-open'],
          replayed.extend({ Location: z.string() }),
        ),
        { requestParams: { header: onceHeader }, ...body(newWave) },
      ),
    },
    '/api/training/waves/{id}': {
      get: operation(
        'training',
        'How far a wave is.',
        answers(200, 'In numbers.', seenWave, ['bad-request', 'not-found']),
        path,
      ),
    },
    '/api/training/waves/{id}/stop': {
      post: operation(
        'training',
        'Send nothing more of it; its links open nothing. For operators and privacy.',
        answers(200, 'Stopped.', seenWave, [...BODY, 'bad-request', 'not-found', 'nothing-open', 'clock']),
        path,
      ),
    },
  };
}

function evidencePaths(): ZodOpenApiPathsObject {
  const csv = z.string().meta({ description: `Heading: ${EVIDENCE_COLUMNS.join(',')}; whole.` });
  return {
    '/api/training/evidence': {
      get: operation(
        'training',
        'Who was given which course, and what came of it. For auditors, privacy, leads and operators.',
        {
          200: {
            description: 'As JSON page by page, as CSV whole.',
            content: { 'application/json': { schema: listOf(evidenceRow) }, 'text/csv': { schema: csv } },
          },
          ...failures(['bad-request', 'bad-cursor', 'not-acceptable']),
        },
        { requestParams: { query: evidenceQuery } },
      ),
    },
    '/api/training/figures': {
      get: operation(
        'training',
        'How many are trained, by department. For all but reporters.',
        answers(200, 'As it stands.', z.object({ asOf: z.string(), items: z.array(departmentFigures) }), [
          'bad-request',
        ]),
        { requestParams: { query: trainingFiguresQuery } },
      ),
    },
  };
}

function sessionPaths(): ZodOpenApiPathsObject {
  return {
    '/api/training/sessions': {
      get: operation(
        'training',
        'Awareness sessions that were held, the newest first. For all but reporters.',
        answers(200, 'A page of the list.', listOf(session), ['bad-request', 'bad-cursor']),
        { requestParams: { query: listQuery } },
      ),
      post: operation(
        'training',
        'Record a session, and who was there. For operators, privacy and leads.',
        answers(201, 'Recorded.', session, [...WRITING], replayed),
        { requestParams: { header: onceHeader }, ...body(newSession) },
      ),
    },
  };
}

function takingPaths(): ZodOpenApiPathsObject {
  const token = z.object({ token: z.string().meta({ description: 'Of the link in the mail.' }) });
  const html = { 'text/html': { schema: z.string() } };
  const query = z.object({
    lang: z.string().optional(),
    part: z.string().optional(),
    paper: z.string().optional(),
    survey: z.string().optional(),
    said: z.string().optional(),
  });
  const of = (summary: string, responses: ZodOpenApiResponsesObject, requestParams: object) => ({
    ...operation(
      'training',
      summary,
      { ...refusals(['bad-request']), ...responses, 404: { description: 'No such page.', content: html } },
      { requestParams },
    ),
    security: [],
  });
  const page = { 200: { description: 'A page of it.', content: html } };
  const posted = { ...onwardTo('To the page.'), ...refusals(['bad-request', 'too-large', 'wrong-media-type']) };
  return {
    '/t/{token}': {
      get: of('A course, for whom the link was sent to.', page, { path: token, query }),
      post: of('Answer its questions, or the survey.', posted, { path: token }),
    },
  };
}
