import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { EXERCISE_COMMANDS, exerciseCommands, type ExerciseCommand } from '../../domain/exercise/commands';
import { PLANNERS } from '../../domain/exercise/rule';
import { coverageList, planList } from './exercise-plan';
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
} from '../openapi-parts';
import type { ProblemCode } from '../problems';
import { exerciseId } from '../words';

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
    ...yearlyPaths(),
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

function yearlyPaths(): ZodOpenApiPathsObject {
  return {
    '/api/exercise-plans': {
      get: operation(
        'exercises',
        'What is held each year, when its team is called next, and when each department is due. For all but reporters.',
        answers(200, 'By the files of the API.', planList, ['bad-request', 'not-permitted']),
      ),
    },
    '/api/exercises/coverage': {
      get: operation(
        'exercises',
        'Of each department and UTC year the exercises that ran to their end, and those with somebody of it there.',
        answers(200, 'By department and year.', coverageList, ['bad-request', 'not-permitted']),
      ),
    },
  };
}

const PDF = { schema: { type: 'string', format: 'binary' } } as const;

function report(): Operation {
  const page = { schema: z.string() };
  const { content, ...said } = success('Team, attendance, score card, findings and what was agreed.', exercise);
  return operation(
    'exercises',
    'The report of an exercise: as JSON, as a page without scripts, as plain text or as PDF.',
    {
      200: { ...said, content: { ...content, 'text/html': page, 'text/plain': page, 'application/pdf': PDF } },
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
