import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { SEVERITIES, type Severity } from '../../domain/triage/report';
import { dataStorePaths } from './data-stores';
import { answers, BODY, body, failures, operation, refusals, success } from '../openapi-parts';
import { email } from '../parties/people';
import type { ProblemCode } from '../problems';
import {
  incidentId,
  line,
  LIST_MAX,
  longText,
  oneOf,
  personId,
  recentInstant,
  recordId,
  storedInstant,
} from '../words';

/** How a machine notices. */
export const MACHINE_CHANNELS = ['signature-alarm', 'anomaly-alarm', 'malicious-activity'] as const;
/** How people notice who have no account: they have a form, by a link, and a mail address where one is given. */
export const FORM_CHANNELS = ['customer-portal', 'third-party', 'reporting-system'] as const;

const sourceId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'must be small letters, digits and hyphens, 50 at most')
  .meta({ description: 'Of the source.', examples: ['mail-dlp'] });

export const sourcePath = z.object({ id: sourceId });

export const newSource = z
  .strictObject({
    id: sourceId,
    name: line('What it is.', 'Data-loss prevention of the mail gateway'),
    owner: personId('Whose it is: named as the reporter of what it finds.', 'responder'),
    channel: oneOf([...MACHINE_CHANNELS, ...FORM_CHANNELS], 'How it notices.'),
    product: line('The product that its findings concern, where they name none.', 'Support Portal').optional(),
    address: email.meta({ description: 'Of a source that is people: a mail to it is a report.' }).optional(),
  })
  .refine(({ channel, address }) => address === undefined || FORM_CHANNELS.some((one) => one === channel), {
    path: ['address'],
    message: `is only for a source that is people: ${FORM_CHANNELS.join(', ')}`,
  })
  .meta({ id: 'NewDetectionSource' });

const form = z.string().optional();

const source = z
  .object({
    ...newSource.shape,
    generation: z.int().meta({ description: 'Of its secret; counts up with each rotation.' }),
    rotatedAt: storedInstant('When its secret was made.'),
    endedAt: storedInstant('When it was ended; absent while it counts.').optional(),
    form: form.meta({ description: 'Of a source that is people, and for operators: the link of their form.' }),
  })
  .meta({ id: 'DetectionSource' });

export const sources = z.object({ items: z.array(source) }).meta({ id: 'DetectionSources' });

export const sourceSecret = z
  .object({
    id: sourceId,
    generation: z.int(),
    secret: z
      .string()
      .meta({ description: 'For signing (Standard Webhooks). Shown this once.', examples: ['whsec_…'] }),
    previousUntil: storedInstant('Until then the secret before counts too.').optional(),
    form: form.meta({ description: 'Of a source that is people: the link of their form, until the next rotation.' }),
  })
  .meta({ id: 'DetectionSecret' });

/** What a source finds, however it says so. */
export interface Finding {
  key: string;
  seen: string;
  detectedAt?: string;
  severityHint?: Severity;
  product?: string;
  customers?: string[];
}

const plain = z
  .strictObject({
    key: line('What the source calls the finding. The same again belongs to the same case.', 'rule-17/mailbox-4'),
    seen: longText('What was found.', 'A mailbox rule forwards all mail to a stranger.'),
    detectedAt: recentInstant('When; left out, now.', '2026-11-23T08:12:00Z').optional(),
    severityHint: oneOf(SEVERITIES, 'How grave it looks.').optional(),
    product: line('The product that it concerns.', 'Support Portal').optional(),
    customers: z.array(recordId('A customer.', 'customer-17')).min(1).max(LIST_MAX).optional(),
  })
  .meta({ id: 'PlainFinding', description: 'A finding in Tocsin’s own form.' });

const OCSF_DETECTION_FINDING = 2004;

const ocsf = z
  .looseObject({
    class_uid: z.literal(OCSF_DETECTION_FINDING),
    time: z.int().optional().meta({ description: 'Milliseconds since 1970.' }),
    message: z.string().max(4_000).optional(),
    severity_id: z.int().optional(),
    finding_info: z.looseObject({
      uid: z.string().min(1).max(200),
      title: z.string().max(500).optional(),
      desc: z.string().max(4_000).optional(),
      first_seen_time: z.int().optional(),
    }),
  })
  .meta({ id: 'OcsfDetectionFinding', description: 'Detection Finding of OCSF 1.x, class 2004.' });

/** OCSF knows informational to fatal; what is informational or unknown gives no hint. */
const SEVERITY_OF: Record<number, Severity> = { 2: 'low', 3: 'medium', 4: 'high', 5: 'very-high', 6: 'very-high' };

export const finding = z.union([plain, ocsf]);

export function findingOf(given: z.output<typeof finding>): Finding {
  if (!('class_uid' in given)) return given;
  const { uid, title, desc, first_seen_time: first } = given.finding_info;
  const words = [title, desc, given.message].filter((part, nth, all) => part && all.indexOf(part) === nth);
  const at = first ?? given.time;
  return {
    key: uid,
    seen: words.join('\n') || `Finding ${uid}.`,
    ...(at !== undefined && { detectedAt: new Date(at).toISOString() }),
    severityHint: SEVERITY_OF[given.severity_id ?? 0],
  };
}

export const taken = z
  .object({
    incident: incidentId('Its case.'),
    outcome: z.enum(['reported', 'joined', 'in-storm']).meta({
      description:
        'A new case; one alarm more of an open case; or one of so many at once that they join the newest case.',
    }),
  })
  .meta({ id: 'DetectionTaken' });

export const detections = z
  .object({
    items: z.array(
      z.object({
        source: sourceId,
        key: z.string().meta({ description: 'What the source calls it.' }),
        incident: incidentId('The case.'),
        firstAt: storedInstant('When it came first.'),
        lastAt: storedInstant('When it came last.'),
        count: z.int().meta({ description: 'How often it came.' }),
        inStorm: z.boolean().meta({ description: 'It joined this case only because so many came.' }),
        seen: z.string().optional().meta({ description: 'What it said when it came first.' }),
      }),
    ),
    total: z.int().meta({ description: 'How many findings it has; the newest are listed.' }),
  })
  .meta({ id: 'Detections' });

export function detectionPaths(): ZodOpenApiPathsObject {
  const path = { requestParams: { path: sourcePath } };
  const secret = (status: number, summary: string, ...codes: ProblemCode[]) =>
    operation(
      'detection',
      summary,
      answers(status, 'With its secret.', sourceSecret, ['bad-request', 'clock', ...codes]),
    );
  return {
    ...dataStorePaths(),
    '/api/detection-sources': {
      get: operation(
        'detection',
        'Systems that raise alarms. For all but reporters.',
        answers(200, 'All.', sources, ['bad-request']),
      ),
      post: {
        ...secret(201, 'Add a system that raises alarms. For operators.', ...BODY, 'already-there', 'unknown-person'),
        ...body(newSource),
      },
    },
    '/api/detection-sources/{id}': {
      delete: operation(
        'detection',
        'End one: its alarms are refused from now on. For operators.',
        { 204: { description: 'Ended.' }, ...failures(['bad-request', 'not-found', 'clock']) },
        path,
      ),
    },
    '/api/detection-sources/{id}/rotate': {
      post: {
        ...secret(200, 'Another secret; the one before counts for a day. For operators.', ...BODY, 'not-found'),
        ...path,
      },
    },
    '/api/detections/{id}': { post: alarm() },
  };
}

function alarm() {
  const headers = z.object({
    'webhook-id': z.string().max(200).meta({ description: 'Of the message; the same when it is sent again.' }),
    'webhook-timestamp': z.string().meta({ description: 'Seconds since 1970, within five minutes.' }),
    'webhook-signature': z.string().meta({ description: '`v1,<HMAC-SHA-256 in base64>`, several apart by spaces.' }),
  });
  return {
    ...operation(
      'detection',
      'An alarm of a source, signed with its secret (Standard Webhooks).',
      {
        200: success('Taken, as one alarm more of an open case.', taken),
        201: success('Taken, as a new case.', taken),
        ...refusals([...BODY, 'bad-request', 'not-signed-in', 'too-many-attempts', 'unavailable', 'fault', 'clock']),
      },
      { requestParams: { path: sourcePath, header: headers }, ...body(finding) },
    ),
    security: [],
  };
}
