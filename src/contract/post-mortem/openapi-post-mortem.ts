import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { postMortemCommands, POST_MORTEM_COMMANDS, type PostMortemCommand } from '../../domain/post-mortem/commands';
import { playbook } from '../tasks/playbook';
import { regimePaths } from '../regimes/regimes';
import { answers, body, listOf, onceHeader, operation, replayed, WRITING, type Operation } from '../openapi-parts';
import { postMortemAnswer, postMortemBodies, postMortemList, seenPostMortem } from './post-mortem';
import type { ProblemCode } from '../problems';
import { postMortemQuery, timelineQuery } from '../queries';
import { incidentId } from '../words';

const idPath = z.object({ id: incidentId('The incident.') });

export function postMortemPaths(): ZodOpenApiPathsObject {
  return {
    ...regimePaths(),
    '/api/playbooks': {
      get: operation(
        'incidents',
        'The playbooks that an incident can be given. For all but reporters.',
        answers(200, 'As they stand.', listOf(playbook), ['bad-request', 'not-permitted']),
      ),
    },
    '/api/post-mortems': {
      get: operation(
        'post-mortems',
        'That each incident has one, when it was approved and by whom, and how its actions stand. For auditors, legal, privacy, leads.',
        answers(200, 'As the register has it.', postMortemList, ['bad-request', 'not-permitted']),
        { requestParams: { query: postMortemQuery } },
      ),
    },
    '/api/incidents/{id}/post-mortem': {
      get: operation(
        'post-mortems',
        'The post-mortem of one incident, with the timeline that it annotates. Each reading is kept.',
        answers(200, 'As it stands, as far as it is for the reader.', seenPostMortem, [
          ...(['bad-request', 'bad-cursor', 'unknown-incident', 'erased', 'not-found', 'not-permitted'] as const),
        ]),
        {
          description:
            'Its members read all of it, and so does an auditor who was named, until then. Other auditors read when it was approved, by whom, and its actions; who owns an action reads that one.',
          requestParams: { path: idPath, query: timelineQuery },
        },
      ),
    },
    ...Object.fromEntries(
      POST_MORTEM_COMMANDS.map((name) => [`/api/incidents/{id}/post-mortem/${name}`, { post: command(name) }]),
    ),
  };
}

const REFUSALS: ProblemCode[] = [
  ...(['unknown-incident', 'erased', 'not-found', 'not-permitted', 'wrong-stage', 'busy', 'missing'] as const),
  ...(['already-so', 'nothing-open', 'impossible-instant', 'unknown-person', 'second-person', 'stale-text'] as const),
  ...(['unknown-alert', 'too-much', 'crowded', 'outcome-unknown'] as const),
];

function command(name: PostMortemCommand): Operation {
  const { description, roles } = postMortemCommands[name];
  const who = roles === 'system' ? 'nobody' : roles.join(', ');
  return operation(
    'post-mortems',
    description,
    answers(200, 'Done.', postMortemAnswer, [...WRITING, ...REFUSALS], replayed),
    {
      description: `For members of the post-mortem. Roles: ${who}.`,
      requestParams: { path: idPath, header: onceHeader },
      ...body(postMortemBodies[name]),
      'x-roles': roles,
    },
  );
}
