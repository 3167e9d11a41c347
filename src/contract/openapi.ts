import { z } from 'zod';
import { createDocument, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { personCommands, PERSON_COMMANDS, type PersonCommand } from '../domain/commands';
import type { CommandRule } from '../domain/rule';
import { actPaths } from './case/acts';
import { ACCESS_COLUMNS, accessList, accessQuery } from './audit/access';
import {
  clocks,
  commandAnswer,
  deliveries,
  incidentList,
  noticeChanges,
  notices,
  oneNotice,
  reportAnswer,
  scopeRows,
  seenIncident,
  signalAnswer,
  timeline,
} from './answers';
import { NAMING_A_CUSTOMER, refusalsOf } from './command-problems';
import { commandBodies } from './commands';
import { detectionPaths, detections } from './detection/detections';
import { staffPaths } from './training/staff';
import { trainingPaths } from './training/training';
import { auditPaths } from './audit/audits';
import { programmePaths } from './programme/programme-reviews';
import { legalHoldBody, legalHolds } from './case/legal-holds';
import { scopeImportPaths } from './scope/scope-import';
import { noticeRecipientPaths } from './delivery/notice-recipients';
import { operationsPaths } from './administration/operations';
import { registerPaths } from './tree/register';
import { figuresPaths } from './programme/figures';
import { incidentTrainingPaths } from './training/incident-training';
import { pastIncidentPaths } from './exports/past-incidents';
import { registerEntryPaths } from './exports/register-entries';
import { peoplePaths } from './parties/openapi-people';
import {
  answers,
  body,
  failures,
  identified,
  locationOf,
  onceHeader,
  operation,
  replayed,
  success,
  WRITING,
  type Operation,
} from './openapi-parts';
import { answerPaths } from './delivery/openapi-answers';
import { returnedMailPaths } from './delivery/openapi-returned-mail';
import { administrationPaths } from './administration/openapi-administration';
import { exercisePaths } from './exercise/openapi-exercises';
import { SCIM_TOKEN, scimPaths } from './parties/openapi-scim';
import { postMortemPaths } from './post-mortem/openapi-post-mortem';
import { contactWebhookPaths } from './parties/contact-webhooks';
import { customerPaths } from './parties/openapi-customers';
import { sessionPaths } from './parties/openapi-sessions';
import { keyPaths } from './parties/openapi-keys';
import { codecPaths, portalPaths, servicePaths } from './openapi-service';
import type { ProblemCode } from './problems';
import { deliveryQuery, incidentQuery, noticeChangesQuery, noticeQuery, scopeQuery, timelineQuery } from './queries';
import { factVersionPaths } from './notices/fact-versions';
import { relatedPaths } from './related/related-paths';
import { reportBody } from './triage/reports';
import { evidencePaths } from './evidence/evidence-paths';
import { withholdingPaths } from './withholding/withholding';
import { incidentId } from './words';

/** The API's description, OpenAPI 3.1, from the schemas that it parses with and the table of commands. */
export function openApi(): Document {
  return (made ??= document());
}

type Document = ReturnType<typeof document>;

let made: Document | undefined;

function document() {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Tocsin',
      version: '1',
      description: INTRODUCTION,
    },
    servers: [{ url: '/' }],
    security: [{ key: [] }, { session: [] }],
    components: { securitySchemes: { ...SIGN_IN, scim: SCIM_TOKEN } },
    tags: TAGS,
    paths: identified({
      ...incidentPaths(),
      ...scopeImportPaths(),
      ...noticeRecipientPaths(),
      ...actPaths(),
      ...legalHoldPaths(),
      ...withholdingPaths(),
      ...evidencePaths(),
      ...answerPaths(),
      ...returnedMailPaths(),
      ...commandPaths(),
      ...postMortemPaths(),
      ...exercisePaths(),
      ...scimPaths(),
      ...accessPaths(),
      ...peoplePaths(),
      ...keyPaths(),
      ...sessionPaths(),
      ...administrationPaths(),
      ...customerPaths(),
      ...operationsPaths(),
      ...contactWebhookPaths(),
      ...registerPaths(),
      ...registerEntryPaths(),
      ...figuresPaths(),
      ...pastIncidentPaths(),
      ...incidentTrainingPaths(),
      ...detectionPaths(),
      ...staffPaths(),
      ...trainingPaths(),
      ...auditPaths(),
      ...programmePaths(),
      ...servicePaths(),
      ...portalPaths(),
      ...codecPaths(),
    }),
  });
}

const SIGN_IN = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key belongs to a person and is sent with every request, as `Authorization: Bearer <key>`. An operator has a code for a key mailed to its person by /api/people/{id}/keys, and revokes keys there; you list and revoke your own at /api/keys; each expires within a year. The first ones are written by the first start.',
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-tocsin',
    description:
      'Of a browser, given by /sign-in or POST /session; without the prefix where PUBLIC_URL is http. All but reads want the header `X-CSRF: 1` beside it.',
  },
} as const;

const TAGS = [
  { name: 'incidents', description: 'Report, list and read.' },
  { name: 'commands', description: 'What may be done with an incident, and by whom.' },
  { name: 'post-mortems', description: 'What is learnt of an incident, for its members alone.' },
  { name: 'exercises', description: 'Incidents that are played, what they showed, and what was agreed.' },
  { name: 'people', description: 'Who signs in, and with which roles.' },
  { name: 'sessions', description: 'Browsers that are signed in.' },
  { name: 'administration', description: 'What was done to people, keys, customers, imports and rules.' },
  { name: 'customers', description: 'Customers, their accounts and contacts.' },
  { name: 'detection', description: 'Where personal data lies, and what raises alarms by itself.' },
  { name: 'training', description: 'Who works here, what they are taught, and what came of it.' },
  { name: 'audits', description: 'What auditors look at, draw, find and take with them.' },
  { name: 'register', description: 'What proves that the record was not rewritten.' },
  { name: 'service', description: 'The service itself.' },
  { name: 'codec', description: "For Temporal's own UI and command line, which keep nothing that can be read." },
];

const INTRODUCTION = [
  'Runs a personal-data-breach process. Commands answer with the new state; every "no" is problem+json (RFC 9457), or a page for a browser.',
  'Signing in: send your key with every request, as `Authorization: Bearer <key>`. A key belongs to a person, whose roles say what they may do. An operator has codes for keys mailed, and revokes keys. A browser signs in at /sign-in, by a key or by the company’s identity provider, and has a session instead; what its pages send to change something carries `X-CSRF: 1`.',
  'Doors: each command says through which doors it may come. `api` is this API, with a key. `update` and `signal` are Temporal’s own, for operators at a terminal: an update answers, a signal does not, and its outcome is in the timeline. What must be somebody’s own word comes through `api` alone.',
].join('\n\n');

const idPath = z.object({ id: incidentId('The incident.') });
const noticePath = idPath.extend({ number: z.int().min(1).meta({ description: 'Its number.' }) });
const commandHeader = onceHeader.extend({
  Prefer: z
    .string()
    .optional()
    .meta({
      description:
        '`respond-async`: 202 at once, durable even while no worker runs; the outcome is in the timeline, by the `reference` of the answer.',
      examples: ['respond-async'],
    }),
});

function incidentPaths(): ZodOpenApiPathsObject {
  const read = (path: string, summary: string, schema: z.ZodType, query?: z.ZodObject): ZodOpenApiPathsObject => ({
    [`/api/incidents/{id}${path}`]: {
      get: operation(
        'incidents',
        summary,
        answers(200, 'As it stands.', schema, [
          ...(query ? (['bad-cursor'] as const) : []),
          'unknown-incident',
          'erased',
          'bad-request',
          'not-permitted',
        ]),
        {
          requestParams: { path: idPath, ...(query && { query }) },
        },
      ),
    },
  });
  return {
    '/api/incidents': {
      get: operation(
        'incidents',
        'List incidents; a reporter sees those they reported.',
        answers(200, 'A page of the list.', incidentList, ['bad-request', 'bad-cursor']),
        {
          requestParams: { query: incidentQuery },
        },
      ),
      post: operation('incidents', 'Report something that was noticed; opens an incident.', reported(), {
        description: `For all but auditors. The triage clock counts from when the report came in.`,
        requestParams: { header: onceHeader },
        ...body(reportBody),
      }),
    },
    ...read('', 'One incident. A reporter sees their own, without the inquiry.', seenIncident),
    ...relatedPaths(),
    ...read('/timeline', 'What happened, in order.', timeline, timelineQuery),
    ...read('/clocks', 'The promises and their clocks.', clocks),
    ...read('/notices', 'The notices to customers.', notices),
    ...factVersionPaths(),
    ...changesPath(),
    '/api/incidents/{id}/notices/{number}': {
      get: operation('incidents', 'One notice, with its text in each language and its hash.', noticeAnswers(), {
        description:
          'As JSON, with `customer` also what that controller needs for its own Art. 33 and 34 filing; with `Accept: text/plain`, `text/html` or `application/pdf` as a recipient reads it.',
        requestParams: {
          path: noticePath,
          query: noticeQuery,
        },
      }),
    },
    ...read('/deliveries', 'One row for each contact a notice goes to.', deliveries, deliveryQuery),
    ...read('/detections', 'The alarms of machines that belong to it. For all but reporters.', detections),
    ...read('/scope', 'Which customers are affected, and how far they are told.', scopeRows, scopeQuery),
  };
}

function changesPath(): ZodOpenApiPathsObject {
  return {
    '/api/incidents/{id}/notices/{number}/changes': {
      get: operation(
        'incidents',
        'What of a notice is otherwise than in the one before, line by line.',
        answers(200, 'Each line.', noticeChanges, [
          ...(['unknown-incident', 'erased', 'bad-request', 'not-found', 'not-permitted'] as const),
        ]),
        { requestParams: { path: noticePath, query: noticeChangesQuery } },
      ),
    },
  };
}

function noticeAnswers(): ZodOpenApiResponsesObject {
  const letter = z.string().meta({ description: 'The mail, with the values of a recipient in the scope filled in.' });
  const content = {
    'application/json': { schema: oneNotice },
    'text/plain': { schema: letter },
    'text/html': { schema: letter },
    'application/pdf': { schema: z.string().meta({ format: 'binary', description: 'The letter, to be put on file.' }) },
  };
  const codes: ProblemCode[] = [
    ...(['unknown-incident', 'erased', 'bad-request'] as const),
    ...(['not-found', 'not-permitted', 'not-acceptable'] as const),
  ];
  return { 200: { description: 'As it stands.', content }, ...failures(codes) };
}

function reported(): ZodOpenApiResponsesObject {
  const location = locationOf('incident');
  return {
    ...answers(
      201,
      'The incident is open.',
      reportAnswer,
      [...WRITING, 'not-permitted', 'impossible-instant', 'too-many-reports', 'unknown-person', 'missing'],
      location,
    ),
    202: success(
      'The report is kept; its incident opens when Temporal can be reached, with clocks from now.',
      reportAnswer,
      location,
    ),
  };
}

function legalHoldPaths(): ZodOpenApiPathsObject {
  const change = (status: number, summary: string, code: ProblemCode) =>
    operation(
      'incidents',
      summary,
      answers(status, 'Done.', legalHolds, [...WRITING, 'unknown-incident', 'erased', code], replayed),
      { requestParams: { path: idPath, header: onceHeader }, ...body(legalHoldBody) },
    );
  return {
    '/api/incidents/{id}/legal-holds': {
      get: operation(
        'incidents',
        'The legal holds of an incident, the latest first. For all but reporters.',
        answers(200, 'As they stand.', legalHolds, ['unknown-incident', 'erased', 'bad-request']),
        { requestParams: { path: idPath } },
      ),
      post: change(201, 'Keep an incident from being erased. For legal and privacy.', 'already-so'),
    },
    '/api/incidents/{id}/legal-holds/lift': {
      post: change(200, 'Let go of it. For legal and privacy.', 'nothing-open'),
    },
  };
}

function commandPaths(): ZodOpenApiPathsObject {
  return Object.fromEntries(PERSON_COMMANDS.map((name) => [`/api/incidents/{id}/${name}`, { post: command(name) }]));
}

function command(name: PersonCommand): Operation {
  const { description, roles, doors } = personCommands[name] as CommandRule<never>;
  const who = roles === 'system' ? 'nobody' : roles.join(', ');
  return operation('commands', description, commanded(name), {
    operationId: name,
    description: `Roles: ${who}. Doors: ${doors.join(', ')}.`,
    requestParams: { path: idPath, header: commandHeader },
    ...body(commandBodies[name]),
    'x-roles': roles,
    'x-doors': doors,
  });
}

function commanded(name: PersonCommand): ZodOpenApiResponsesObject {
  const headers = locationOf('timeline').extend({ 'Preference-Applied': z.string().optional() });
  const kept =
    name === 'declare'
      ? ' Or kept, while the incident does not answer: it counts from now, and the same key later tells the outcome.'
      : '';
  const naming: ProblemCode[] = NAMING_A_CUSTOMER.includes(name) ? ['unknown-customer'] : [];
  const refusals = [...refusalsOf(name), ...naming];
  const codes: ProblemCode[] = [...WRITING, ...refusals, 'unknown-incident', 'erased', 'crowded', 'outcome-unknown'];
  return {
    ...answers(200, 'Done.', commandAnswer, codes, replayed),
    202: success(`Sent, as the caller preferred not to wait.${kept}`, signalAnswer, headers),
  };
}

function accessPaths(): ZodOpenApiPathsObject {
  const csv = z.string().meta({ description: `Heading: ${ACCESS_COLUMNS.join(',')}; up to 10,000 rows.` });
  const content = { 'application/json': { schema: accessList }, 'text/csv': { schema: csv } };
  const codes: ProblemCode[] = ['bad-request', 'bad-cursor', 'not-permitted', 'not-acceptable'];
  return {
    '/api/access': {
      get: operation(
        'people',
        'Who read what of which incident, and what was refused to whom. For auditors and privacy.',
        { 200: { description: 'A page of it, newest first.', content }, ...failures(codes) },
        {
          description:
            'As JSON, or with `Accept: text/csv` as a table. Of a restricted incident its members alone hear who looked at it.',
          requestParams: { query: accessQuery },
        },
      ),
    },
  };
}
