import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { auditClosed, auditId, findingDone, newAudit, newFinding, newSample } from '../../../contract/audit/audits';
import type { IncidentId } from '../../../domain/case/state';
import { instantFrom, type Instant } from '../../../domain/primitives/instant';
import type { Role } from '../../../domain/primitives/people';
import { registerEntryOf, type RegisterEntry } from '../../../domain/exports/register-entry';
import { drawnBy } from '../../../primitives/sample';
import { archiveOf, bundleFiles, packFiles } from '../../../proof-pack';
import type { Person, WholeAudit } from '../../../register';
import type { ApiDeps } from '../../deps';
import { answerOnce } from '../../http/idempotency';
import { bodyAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { authorOf, personOf } from '../../http/sign-in';
import { isHiddenFrom } from '../../incidents/hidden';
import { readCaughtUp } from '../../incidents/sight';
import { assertActive } from '../parties/active';

type Serving = (deps: ApiDeps) => RequestHandler;

export const AUDIT_FOLLOWERS: readonly Role[] = ['auditor', 'privacy', 'legal', 'executive'];

export const listAudits: Serving = (deps) => async (_request, response) => {
  response.json({ asOf: deps.clock(), items: await deps.register.audits.list() });
};

export const openAudit: Serving = (deps) => async (request, response) => {
  const given = bodyAs(newAudit, request);
  const [fromAt, toAt] = [instantFrom(given.from), instantFrom(given.to)];
  if (!fromAt || !toAt || fromAt >= toAt)
    throw new Problem('impossible-instant', 'The period must end after it begins.');
  await answerOnce(deps, request, response, given, async () => {
    const audit = await deps.register.audits.open({ standard: given.standard, fromAt, toAt }, authorOf(deps, response));
    return { status: 201, body: audit, headers: { Location: `/api/audits/${audit.id}` } };
  });
};

export const readAudit: Serving = (deps) => async (request, response) => {
  response.json(await shownTo(deps, personOf(response), await auditIn(deps, request)));
};

export const drawSample: Serving = (deps) =>
  acting(deps, newSample, async (audit, { count, seed }, response) => {
    if (audit.closedAt) throw closed(audit);
    const { entries } = await populationOf(deps, audit, response);
    const incidents = drawnBy(seed, entries, count, ({ id }) => id).map(({ id }) => id);
    const drawn = { seed, population: entries.length, incidents };
    await deps.register.audits.sample(audit.id, drawn, authorOf(deps, response));
  });

export const recordFinding: Serving = (deps) =>
  acting(deps, newFinding, async (audit, given, response) => {
    await assertActive(deps, given.owner);
    const dueAt = instantFrom(given.dueAt) ?? deps.clock();
    await deps.register.audits.find(audit.id, { ...given, dueAt }, authorOf(deps, response));
  });

export const endFinding: Serving = (deps) =>
  acting(deps, findingDone, async (audit, { words }, response, request) => {
    const number = Number(request.params.number);
    const finding = audit.findings.find((one) => one.number === number);
    if (!finding) throw new Problem('not-found', 'There is no such finding in this audit.');
    const person = personOf(response);
    if (finding.owner !== person.id && !person.roles.includes('auditor'))
      throw new Problem('not-permitted', `This finding is ${finding.owner}’s.`);
    if (!(await deps.register.audits.done(audit.id, number, words, authorOf(deps, response))))
      throw new Problem('nothing-open', 'This finding is done already.');
  });

export const closeAudit: Serving = (deps) =>
  acting(deps, auditClosed, async (audit, { statement }, response) => {
    if (!(await deps.register.audits.close(audit.id, statement, authorOf(deps, response)))) throw closed(audit);
  });

/** It is made while it is sent: what fails on the way breaks it off, and half a bundle is found to be none. */
export const sendBundle: Serving = (deps) => async (request, response) => {
  const audit = await auditIn(deps, request);
  await deps.readings.settled();
  const author = authorOf(deps, response);
  const madeAt = deps.clock();
  const { entries, hidden } = await populationOf(deps, audit, response);
  const checkpoint = await deps.register.tree.lastCheckpoint();
  const of = {
    ...{ audit, population: entries, hidden, madeAt, madeBy: author.person },
    ...(checkpoint && { checkpoint }),
    packs: packsOf(deps, audit, request, response),
    tables: tablesOf(deps, audit, response),
  };
  const seal = (sha256: string) => deps.register.audits.noteBundle(audit.id, sha256, author);
  response.attachment(`${audit.id}.zip`).type('application/zip');
  await pipeline(archiveOf(bundleFiles(of, seal), madeAt), response);
};

function acting<Given extends object>(
  deps: ApiDeps,
  schema: z.ZodType<Given>,
  act: (audit: WholeAudit, given: Given, response: Response, request: Request) => Promise<void>,
): RequestHandler {
  return async (request, response) => {
    const audit = await auditIn(deps, request);
    const given = bodyAs(schema, request);
    await answerOnce(deps, request, response, given, async () => {
      await act(audit, given, response, request);
      return { status: 200, body: await shownTo(deps, personOf(response), await auditIn(deps, request)) };
    });
  };
}

/** Whoever follows audits reads all but which restricted incidents were drawn; whoever mends a finding reads that one. @throws Problem not-permitted */
async function shownTo(deps: ApiDeps, person: Person, audit: WholeAudit): Promise<WholeAudit> {
  if (person.roles.some((role) => AUDIT_FOLLOWERS.includes(role))) {
    const isHidden = await isHiddenFrom(deps, person);
    const seen = (incidents: string[]) => incidents.filter((id) => !isHidden(id as IncidentId));
    return { ...audit, samples: audit.samples.map((one) => ({ ...one, incidents: seen(one.incidents) })) };
  }
  const findings = audit.findings.filter(({ owner }) => owner === person.id);
  if (findings.length === 0)
    throw new Problem(
      'not-permitted',
      `An audit is for ${AUDIT_FOLLOWERS.join(', ')}, and for whoever mends what it found.`,
    );
  const { statement: _, ...head } = audit;
  return { ...head, samples: [], findings };
}

const ROWS_AT_ONCE = 200;

/** All of the period that this auditor may see, oldest first, and how many of it they may not. */
async function populationOf({ register, clock }: ApiDeps, { fromAt, toAt }: WholeAudit, response: Response) {
  const person = personOf(response).id;
  const seenBy = { person, now: clock(), sight: 'whole' as const };
  const entries: RegisterEntry[] = [];
  for (let cursor: string | undefined; ;) {
    const period = { reportedFrom: fromAt, reportedTo: toAt };
    const { rows, next } = await register.incidents.states({
      ...period,
      sort: 'openedAt',
      descending: false,
      seenBy,
      limit: ROWS_AT_ONCE,
      cursor,
    });
    entries.push(...rows.map(registerEntryOf));
    cursor = next;
    if (cursor === undefined) break;
  }
  const hidden = await register.incidents.hiddenFrom(person, clock(), { from: fromAt, to: toAt });
  return { entries, hidden: hidden.size };
}

async function* packsOf(deps: ApiDeps, audit: WholeAudit, request: Request, response: Response) {
  const author = authorOf(deps, response);
  for (const incident of new Set(audit.samples.flatMap(({ incidents }) => incidents as IncidentId[]))) {
    const { view } = await readCaughtUp(deps, incident, personOf(response));
    await noteReading(deps, request, response, 'proof-pack', view);
    const madeAt = deps.clock();
    const seal = (sha256: string) => deps.register.evidence.noteMade({ incident, sha256 }, author);
    const files = packFiles(deps.register, { view, madeAt, madeBy: author.person }, seal);
    yield { incident, bytes: await buffer(archiveOf(files, madeAt)) };
  }
}

/** Post-mortems by their status alone: what they hold is for their members. */
async function* tablesOf({ register, clock }: ApiDeps, { fromAt, toAt, samples }: WholeAudit, response: Response) {
  const reader = personOf(response).id;
  const now = clock();
  const inPeriod = (at: Instant) => at >= fromAt && at < toAt;
  const postMortems = await register.postMortems.list(reader, now);
  yield { name: 'post-mortems', rows: postMortems.filter(({ openedAt }) => inPeriod(openedAt)) };
  for (const incident of new Set(samples.flatMap(({ incidents }) => incidents as IncidentId[]))) {
    const rows = await all((cursor) => register.access.list({ incident, reader, now, limit: ROWS_AT_ONCE, cursor }));
    yield { name: `readings/${incident}`, rows };
  }
  const { evidence } = register.training;
  const period = { from: fromAt, to: toAt };
  yield { name: 'training', rows: await all((cursor) => evidence.list({ ...period, limit: 5_000, cursor })) };
  const held = await all((cursor) => evidence.sessions({ limit: ROWS_AT_ONCE, cursor }));
  yield { name: 'awareness-sessions', rows: held.filter(({ heldAt }) => inPeriod(heldAt)) };
  const exercises = await register.exercises.list();
  yield { name: 'exercises', rows: exercises.filter(({ startsAt }) => inPeriod(startsAt)) };
  yield { name: 'exercise-coverage', rows: await register.exercises.coverage() };
  const acts = await all((cursor) => register.administration.list({ ...period, limit: ROWS_AT_ONCE, cursor }));
  yield { name: 'administration', rows: acts.map(({ details: _, ...act }) => act) };
}

async function all<T>(page: (cursor?: string) => Promise<{ rows: T[]; next?: string }>): Promise<T[]> {
  const found: T[] = [];
  for (let cursor: string | undefined; ;) {
    const { rows, next } = await page(cursor);
    found.push(...rows);
    if (next === undefined) return found;
    cursor = next;
  }
}

async function auditIn({ register }: ApiDeps, request: Request): Promise<WholeAudit> {
  const parsed = auditId.safeParse(request.params.id);
  const audit = parsed.success ? await register.audits.get(parsed.data) : undefined;
  if (!audit) throw new Problem('not-found', 'There is no audit with this id.');
  return audit;
}

function closed({ id }: WholeAudit): Problem {
  return new Problem('nothing-open', `${id} is closed: open another one.`);
}
