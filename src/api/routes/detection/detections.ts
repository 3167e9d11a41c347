import express, { type Request, type RequestHandler } from 'express';
import { finding, findingOf, sourcePath, type Finding } from '../../../contract/detection/detections';
import { HOUR, instantFrom, MINUTE, type Instant } from '../../../domain/primitives/instant';
import type { Report } from '../../../domain/triage/report';
import type { DetectionSource } from '../../../register';
import { isSigned } from '../../detection/secret';
import type { ApiDeps } from '../../deps';
import { createFailureLimiter } from '../../http/failed-sign-ins';
import { asking, noQuery, textIn } from '../../http/input';
import { Problem } from '../../http/problem';
import { open, openingOf } from '../../incidents/waiting';

/** Signed are the very bytes, so they are parsed only then. */
export const alarmBody: RequestHandler[] = [
  noQuery,
  asking('application/json'),
  express.raw({ limit: '64kb', type: 'application/json' }),
];

const JOINING = { windowMs: 24 * HOUR, storm: { burstMs: MINUTE, casesAnHour: 10 } };

/** An alarm that a machine raises. Once it is answered it is kept: a case that cannot be opened now is opened later. */
export function takeAlarm(deps: ApiDeps): RequestHandler {
  const refuse = createFailureLimiter();
  return async (request, response) => {
    const source = await signedBy(deps, request);
    if (!source)
      return refuse(
        request,
        response,
        'The alarm is not signed, as Standard Webhooks says, with the secret of a source that counts. An operator makes another secret.',
        { isWhole: true },
      );
    const at = deps.clock();
    const found = findingIn(request.body as Buffer);
    const message = request.get('webhook-id') ?? '';
    const report = reportOf(source, found, at);
    const taken = await deps.register.detections.take(
      { source: source.id, key: found.key, message, at, report },
      JOINING,
    );
    if (taken.outcome !== 'reported') {
      response.json(taken);
      return;
    }
    const started = await open(deps, await openingOf(deps, taken.report));
    const { id: incident } = taken.report;
    if (started.outcome !== 'started') deps.log.warn({ incident, why: started.why }, 'a report waits to be opened');
    response.status(201).json({ incident, outcome: 'reported' });
  };
}

async function signedBy({ register, keyRing, clock }: ApiDeps, request: Request): Promise<DetectionSource | undefined> {
  const id = sourcePath.shape.id.safeParse(request.params.id);
  const source = id.success ? await register.detectionSources.get(id.data) : undefined;
  if (!source || source.endedAt !== undefined || !Buffer.isBuffer(request.body)) return undefined;
  return isSigned(keyRing, source, request, request.body, clock()) ? source : undefined;
}

function findingIn(bytes: Buffer): Finding {
  const parsed = finding.safeParse(jsonIn(bytes));
  if (parsed.success) return findingOf(parsed.data);
  throw new Problem('malformed', 'The body is neither a finding nor a Detection Finding of OCSF.', {
    errors: [{ pointer: '', detail: 'is no finding: `key` and `seen`, or `class_uid` 2004 and `finding_info`' }],
  });
}

function jsonIn(bytes: Buffer): unknown {
  try {
    return JSON.parse(textIn(bytes) ?? '');
  } catch {
    throw new Problem('bad-json', 'The body is not JSON in UTF-8.');
  }
}

/** A machine's clock may be wrong, and an alarm is not refused for that: what lies ahead was found now. */
function reportOf({ id, owner, channel, product }: DetectionSource, found: Finding, at: Instant): Report {
  const detected = found.detectedAt === undefined ? at : (instantFrom(found.detectedAt) ?? at);
  const suspectedProduct = found.product ?? product;
  return {
    channel,
    externalReference: `${id}: ${found.key}`.slice(0, REFERENCE_MAX),
    reporter: owner,
    seen: found.seen,
    detectedAt: detected > at ? at : detected,
    reportedAt: at,
    ...(suspectedProduct !== undefined && { suspectedProduct }),
    ...(found.customers && { suspectedCustomers: found.customers }),
    ...(found.severityHint && { severityHint: found.severityHint }),
  };
}

const REFERENCE_MAX = 200;
