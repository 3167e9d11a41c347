import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { EXERCISE_COMMANDS, exerciseCommands, type ExerciseCommand } from '../domain/exercise/commands';
import { PLANNERS } from '../domain/exercise/rule';
import {
  exercise,
  exerciseBodies,
  exerciseList,
  exerciseReply,
  planBody,
  playedMailQuery,
  playedMails,
  scenarioList,
} from './exercises';
import {
  answers,
  body,
  failures,
  onceHeader,
  operation,
  replayed,
  success,
  WRITING,
  type Operation,
} from './openapi-parts';
import type { ProblemCode } from './problems';
import { exerciseId } from './words';

const idPath = z.object({ id: exerciseId('The exercise.') });
const READING: ProblemCode[] = ['bad-request', 'not-found', 'not-permitted'];

export function exercisePaths(): ZodOpenApiPathsObject {
  return {
    '/api/exercise-scenarios': {
      get: operation(
        'exercises',
        'What an exercise can be played from. For all but reporters; what is in it, players learn as it happens.',
        answers(200, 'As they stand.', scenarioList, ['bad-request', 'not-permitted']),
      ),
    },
    '/api/exercises': {
      get: operation(
        'exercises',
        'All exercises, the newest first. For all but reporters.',
        answers(200, 'As the register has them.', exerciseList, ['bad-request', 'not-permitted']),
      ),
      post: operation(
        'exercises',
        'Plan an exercise: its team is called, and asked to confirm the escalation procedure and their roles.',
        answers(
          201,
          'Planned.',
          exerciseReply,
          [...WRITING, 'not-permitted', 'missing', 'unknown-person', 'outcome-unknown'],
          replayed,
        ),
        {
          description: `Roles: ${PLANNERS.join(', ')}.`,
          requestParams: { header: onceHeader },
          ...body(planBody),
          'x-roles': PLANNERS,
        },
      ),
    },
    '/api/exercises/{id}': {
      get: operation(
        'exercises',
        'One exercise as it stands.',
        answers(200, 'As the register has it.', exercise, READING),
        {
          requestParams: { path: idPath },
        },
      ),
    },
    '/api/exercises/{id}/report': { get: report() },
    '/api/exercises/{id}/mail': {
      get: operation(
        'exercises',
        'What the incident of the exercise wrote: to customers, and to the players. None of it left.',
        answers(200, 'Oldest first, a hundred at most.', playedMails, READING),
        { requestParams: { path: idPath, query: playedMailQuery } },
      ),
    },
    ...Object.fromEntries(EXERCISE_COMMANDS.map((name) => [`/api/exercises/{id}/${name}`, { post: command(name) }])),
  };
}

function report(): Operation {
  const page = { schema: z.string() };
  const { content, ...said } = success('Team, attendance, score card, findings and what was agreed.', exercise);
  return operation(
    'exercises',
    'The report of an exercise: as JSON, as a page without scripts, or as plain text.',
    {
      200: { ...said, content: { ...content, 'text/html': page, 'text/plain': page } },
      ...failures([...READING, 'not-acceptable']),
    },
    { requestParams: { path: idPath } },
  );
}

const REFUSALS: ProblemCode[] = [
  ...(['not-found', 'not-permitted', 'wrong-stage', 'busy', 'missing', 'already-so', 'nothing-open'] as const),
  ...(['impossible-instant', 'unknown-person', 'still-open', 'too-much', 'crowded', 'outcome-unknown'] as const),
];

function command(name: ExerciseCommand): Operation {
  const { description, roles } = exerciseCommands[name];
  const who = roles === 'system' ? 'nobody' : roles.join(', ');
  return operation(
    'exercises',
    description,
    answers(200, 'Done.', exerciseReply, [...WRITING, ...REFUSALS], replayed),
    {
      description: `Roles: ${who}.`,
      requestParams: { path: idPath, header: onceHeader },
      ...body(exerciseBodies[name]),
      'x-roles': roles,
    },
  );
}
