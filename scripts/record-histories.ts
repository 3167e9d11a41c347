import { mkdirSync, mkdtempSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { loadCompany } from '../src/demo/company';
import { stateFacts } from '../src/demo/facts';
import {
  assessment,
  codingError,
  insider,
  lostDisk,
  misdirectedMail,
  openBucket,
  ransomware,
} from '../src/demo/stories';
import { createTeller, type Teller } from '../src/demo/teller';
import { HOUR, MINUTE } from '../src/domain/primitives/instant';
import { SEALED, type Seal } from '../src/domain/primitives/seal';
import { MailServer } from '../test/support/mailserver';
import { freePorts, Program } from '../test/support/program';
import { startTemporal, type TemporalServer } from '../test/support/temporal-server';

/*
 * Records whole stories as Temporal's histories, for test/replay. By hand, where a new story is worth keeping, and never in CI:
 *   npm run record-histories -- SUFFIX [STORY …]
 * A file that is there already is never written again: the suffix, such as the release, makes new ones beside it.
 */

const root = join(__dirname, '..');
const folder = join(root, 'test/replay/histories');
/** Small enough that one story goes over into several runs. */
const EVENTS_PER_RUN = 60;
/** How a worker calls itself: its process, and the machine it ran on, which is nobody's business. Replay does not look at it. */
const WORKER_AND_HOST = /"(\d+)@[\w.]+(?=["-])/g;

interface Place {
  tell: Teller;
  temporal: TemporalServer;
}

type Telling = (place: Place) => Promise<string>;

/** Each to its closing: a history that breaks off hides changes that a whole one would refuse. */
const STORIES: Record<string, { tell: Telling; withNotice?: true; eventsPerRun?: number }> = {
  'misdirected-mail': { tell: ({ tell }) => misdirectedMail(tell, ['alder', 'birch', 'daphne']), withNotice: true },
  insider: { tell: ({ tell }) => insider(tell, ['elm', 'frene']), withNotice: true },
  'open-bucket': { tell: ({ tell }) => openBucket(tell, ['cedre', 'ginkgo', 'iris']) },
  'coding-error': { tell: ({ tell }) => codingError(tell, ['alder', 'hetre']) },
  ransomware: { tell: ({ tell }) => ransomware(tell, ['alder', 'birch', 'cedre', 'daphne']), eventsPerRun: 150 },
  'insider-in-runs': { tell: ({ tell }) => insider(tell, ['elm', 'frene']), eventsPerRun: EVENTS_PER_RUN },
  'open-bucket-in-runs': {
    tell: ({ tell }) => openBucket(tell, ['cedre', 'ginkgo', 'iris']),
    eventsPerRun: EVENTS_PER_RUN,
  },
  'lost-disk': { tell: ({ tell }) => lostDisk(tell, ['iris']) },
  'insider-by-signal': { tell: insiderBySignal },
  'customer-event': { tell: customerEvent },
  'out-of-scope': { tell: outOfScope },
  'late-and-explained': { tell: lateAndExplained },
  'corrected-at-the-last': { tell: correctedAtTheLast },
  'many-runs': { tell: manyRuns, eventsPerRun: EVENTS_PER_RUN },
};

void main(process.argv.slice(2)).catch((fault: unknown) => {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exitCode = 1;
});

async function main([suffix = '', ...wanted]: string[]): Promise<void> {
  if (!/^[\w.-]+$/.test(suffix)) throw new Error('Name the suffix of the new files, such as 0.1.');
  const names = Object.keys(STORIES).filter((name) => wanted.length === 0 || wanted.includes(name));
  for (const name of names) {
    const story = STORIES[name];
    if (story) await inTown(story.eventsPerRun, async (place) => keep(place, `${name}-${suffix}`, story));
  }
}

async function keep(place: Place, name: string, { tell, withNotice }: (typeof STORIES)[string]): Promise<void> {
  const id = await tell(place);
  await place.temporal.client.workflow.getHandle(id).result();
  const runs = await runsOf(place, id);
  for (const [index, run] of runs.entries()) {
    await write(place, id, run, runs.length > 1 ? `${name}-run-${index + 1}` : name);
  }
  if (!withNotice) return;
  const notice = `${id}/notice/1`;
  const [run = ''] = await runsOf(place, notice);
  await write(place, notice, run, `${name}-notice`);
}

async function runsOf({ temporal }: Place, id: string): Promise<string[]> {
  const runs: { runId: string; startTime: Date }[] = [];
  for await (const run of temporal.client.workflow.list({ query: `WorkflowId = "${id}"` })) runs.push(run);
  return runs.sort((a, b) => Number(a.startTime) - Number(b.startTime)).map(({ runId }) => runId);
}

async function write({ temporal }: Place, id: string, run: string, name: string): Promise<void> {
  const file = join(folder, `${name}.json.gz`);
  if (existsSync(file))
    throw new Error(`${file} is there already, and is never recorded again; choose another suffix.`);
  const history = await temporal.client.workflow.getHandle(id, run).fetchHistory();
  await asWorkersRead(history, temporal);
  const whole = JSON.stringify({ workflowId: id, history: JSON.parse(historyToJSON(history)) as unknown });
  const text = whole.replaceAll(WORKER_AND_HOST, '"$1@recorder');
  mkdirSync(folder, { recursive: true });
  const bytes = gzipSync(text, { level: 9 });
  writeFileSync(file, bytes, { flag: 'wx' });
  process.stdout.write(`${file}: ${history.events?.length ?? 0} events, ${bytes.length} bytes\n`);
}

/** Seals nothing, as somebody at a terminal without the codec. */
function claimant({ client, namespace }: TemporalServer): Client {
  return new Client({ connection: client.connection, namespace });
}

/**
 * A replay has no key ring: what is recorded is invented, so nothing is lost by decrypting it. Each payload is kept as a worker's codec hands
 * it on, with who sealed it beside it, so that the workflow does what it did. In an honest story all was sealed for where it came to.
 */
async function asWorkersRead(part: unknown, temporal: TemporalServer): Promise<void> {
  if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return;
  for (const [name, value] of Object.entries(part)) {
    if (isPayload(value)) Object.assign(part, { [name]: hereOf(await temporal.asWorkersRead(value)) });
    else await asWorkersRead(value, temporal);
  }
}

/** Outside of a worker the codec says what it was sealed for, and cannot compare. */
function hereOf(payload: Payload): Payload {
  const text = Buffer.from(payload.data ?? []).toString();
  if (!text.includes(`"${SEALED}":`)) return payload;
  const message = JSON.parse(text) as { [SEALED]?: Seal };
  if (message[SEALED]?.for === undefined) return payload;
  const { for: _, ...seal } = message[SEALED];
  return { ...payload, data: Buffer.from(JSON.stringify({ ...message, [SEALED]: { ...seal, here: true } })) };
}

function isPayload(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && 'metadata' in value && 'data' in value;
}

async function inTown(eventsPerRun: number | undefined, work: (place: Place) => Promise<void>): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'tocsin-record-'));
  const stops: (() => Promise<void>)[] = [async () => rmSync(home, { recursive: true, force: true })];
  try {
    const mail = await MailServer.start();
    stops.push(() => mail.down());
    const temporal = await startTemporal(home, { eventsPerRun });
    stops.push(temporal.close);
    const { service, at } = await serviceIn(home, temporal, mail);
    stops.push(() => service.stop());
    await service.start();
    const tell = await createTeller(at);
    await loadCompany(tell);
    await work({ tell, temporal });
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function serviceIn(home: string, temporal: TemporalServer, mail: MailServer) {
  const [port = 0] = await freePorts(1);
  const at = { url: `http://127.0.0.1:${port}`, keysFile: join(home, 'keys.json') };
  const service = new Program({
    name: 'service',
    program: process.execPath,
    args: [join(root, 'lib/operate/start.js')],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      TZ: 'UTC',
      PORT: String(port),
      TOCSIN_DATA: join(home, 'data'),
      TOCSIN_KEYS_FILE: at.keysFile,
      TOCSIN_SMTP_PORT: new URL(mail.url).port,
      TEMPORAL_ADDRESS: temporal.address,
      TOCSIN_ENCRYPTION_KEYS_FILE: temporal.encryptionKeysFile,
      TOCSIN_UNSEALED: 'claim',
    },
    log: join(home, 'service.log'),
    isReady: () =>
      fetch(`${at.url}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      ),
  });
  return { service, at };
}

// The stories

const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
const isInScope = (view: Awaited<ReturnType<Teller['see']>>) => view.scope.cohorts.some(({ total }) => total > 0);
const isTriaged = ({ triage }: Awaited<ReturnType<Teller['see']>>) => triage.endedAt !== undefined;
const nothingIsDue = ({ headline }: Awaited<ReturnType<Teller['see']>>) => headline.due === undefined;

async function reported({ tell }: Place, seen: string): Promise<string> {
  return tell.report({ channel: 'staff', seen, detectedAt: hoursAgo(2), severityHint: 'medium' });
}

/** A deed that is but suspected, declared from Temporal's own UI, and confirmed by a signed-in person afterwards. */
async function insiderBySignal(place: Place): Promise<string> {
  const { tell, temporal } = place;
  const id = await reported(place, 'An engineer who leaves copied a list of contacts to a private disk.');
  const incident = claimant(temporal).workflow.getHandle(id);
  const judged = { effects: ['disclosure' as const], manner: 'unlawful' as const, severity: 'very-high' as const };
  await tell.say(id, 'responder', 'assess', {
    ...assessment({ ...judged, scenario: 'malicious-insider', malicious: 'yes' }),
    evaluation: 'One list, one person.',
    findings: 'The copy is in the logs.',
  });
  await tell.until(id, 'triage has ended', isTriaged);
  const suspicion = { basis: 'reasonable-suspicion', facts: 'The copy is in the logs.', gdpr: 'yes' } as const;
  const declaration = { ...suspicion, awareAt: hoursAgo(1), declaredAt: hoursAgo(0.5) };
  await incident.signal('declare', { by: 'lead', ...declaration });
  await incident.signal('no-such-command', { by: 'lead' });
  const signalled = await tell.until(id, 'it is declared', (view) => view.declaration !== undefined);
  const [declaredAt, awareAt] = [signalled.anchors.declared?.at, signalled.anchors.aware?.at];
  await tell.say(id, 'lead', 'declare', { ...declaration, basis: 'confirmed', declaredAt, awareAt });
  return toldAndClosed(place, id, ['elm', 'frene'], 'Handed to the police; customers told.');
}

async function customerEvent({ tell }: Place): Promise<string> {
  const id = await reported({ tell } as Place, 'A customer sent us a private key.');
  await tell.say(id, 'responder', 'assess', {
    evaluation: 'A key was pasted into a ticket.',
    findings: 'The key opens the customer’s own system.',
    malicious: 'no',
    severity: { level: 'low', reason: 'It was seen by one engineer.' },
    definition: {
      effect: { answer: 'unknown' },
      manner: { answer: 'yes', kind: 'accidental' },
      data: { answer: 'yes', kinds: ['support'] },
      processedByUs: { answer: 'no' },
    },
    inScope: 'yes',
    scenario: 'secrets-received',
    classification: { class: 'event', ground: 'customer-action', reason: 'secrets-sent' },
  });
  await tell.until(id, 'triage has ended', isTriaged);
  await tell.say(id, 'responder', 'add-affected-customers', { customers: ['hetre'] });
  await tell.until(id, 'the customer is in scope', isInScope);
  await factsKnown(tell, id);
  await tell.say(id, 'responder', 'offer-assistance', { words: 'By telephone.' });
  await tell.tellCustomers(id, 'event');
  await tell.until(id, 'nothing is due', nothingIsDue);
  await tell.say(id, 'responder', 'request-assistance', { words: 'Please tell us who saw it.' });
  await tell.say(id, 'responder', 'end-assistance', { words: 'One engineer, access log sent.' });
  await tell.say(id, 'lead', 'close', { outcome: 'Key replaced by the customer.' });
  return id;
}

async function outOfScope({ tell }: Place): Promise<string> {
  const id = await reported({ tell } as Place, 'A customer asks for deletion of his account.');
  await tell.say(id, 'responder', 'assess', {
    evaluation: 'A request, no incident.',
    findings: 'Nothing was disclosed.',
    malicious: 'no',
    severity: { level: 'low', reason: 'Nobody is concerned.' },
    definition: {
      effect: { answer: 'no' },
      manner: { answer: 'no' },
      data: { answer: 'no' },
      processedByUs: { answer: 'no' },
    },
    inScope: 'no',
    scenario: 'misdirected-email',
    classification: { class: 'out-of-scope', reason: 'data-subject-request', handedTo: 'Privacy office' },
  });
  await tell.until(id, 'triage has ended', isTriaged);
  await tell.say(id, 'lead', 'close', { outcome: 'Handed to the privacy office.' });
  return id;
}

const COMMITMENT_MS = 72 * HOUR;
/** Of the commitment, when the declaration is told. */
const LEFT_MS = 12_000;
/** Within `SOON_MS` of the workflows' alarms, and long enough to be told. */
const SOON_MS = 8_000;

/** A correction leaves a timer alone that fires soon. */
async function correctedAtTheLast(place: Place): Promise<string> {
  return lateAndExplained(place, async (id, declaredAt) => {
    const dueMs = Date.parse(declaredAt) + COMMITMENT_MS;
    await place.tell.until(id, 'it is due in seconds', () => dueMs - Date.now() < SOON_MS);
    const at = new Date(Date.parse(declaredAt) - MINUTE).toISOString();
    const reason = 'The minutes say so.';
    await place.tell.say(id, 'privacy', 'correct-anchor', { anchor: 'declared', at, reason, ...BEFORE_DETECTION });
  });
}

const BEFORE_DETECTION = { beforeDetection: 'The leak was known before it was reported here.' };

async function lateAndExplained(
  place: Place,
  meanwhile: (id: string, declaredAt: string) => Promise<void> = () => Promise.resolve(),
): Promise<string> {
  const { tell } = place;
  const id = await reported(place, 'An export of contacts went to a wrong address.');
  const declaredAt = new Date(Date.now() - COMMITMENT_MS + LEFT_MS).toISOString();
  // A declaration is corrected to no earlier than awareness.
  const awareAt = new Date(Date.parse(declaredAt) - HOUR).toISOString();
  await declaredOn(tell, id, declaredAt, { awareAt, ...BEFORE_DETECTION });
  await meanwhile(id, declaredAt);
  await tell.say(id, 'responder', 'add-affected-customers', { customers: ['cedre', 'ginkgo', 'iris'] });
  await tell.until(id, 'the customers are in scope', isInScope);
  await tell.until(id, 'the whole commitment is late', ({ obligations }) =>
    obligations.some(({ id: obligation, lateSince }) => obligation === 'commitment' && lateSince !== undefined),
  );
  await tell.say(id, 'lead', 'explain-delay', {
    code: 'internal-failure',
    text: 'The list of customers came too late.',
  });
  return toldAndClosed(place, id, [], 'Told late, and why.');
}

/** A longer one, with many small steps, and notices before and after it went over into another run. */
async function manyRuns(place: Place): Promise<string> {
  const { tell } = place;
  const id = await reported(place, 'A storage container could be read by anyone.');
  await declaredOn(tell, id, hoursAgo(1));
  for (let number = 1; number <= 10; number += 1) {
    await tell.say(id, 'responder', 'note-progress', { text: `Log ${number} of 10 was read.` });
  }
  await tell.say(id, 'responder', 'add-affected-customers', { product: 'support-desk' });
  await tell.until(id, 'the customers are in scope', isInScope);
  await tell.say(id, 'responder', 'remove-affected-customer', {
    customer: 'cedre',
    reason: 'Not on the list after all.',
  });
  return toldAndClosed(place, id, [], 'Closed to the public; customers told.');
}

async function declaredOn(tell: Teller, id: string, declaredAt: string, also: object = {}): Promise<void> {
  const judged = { effects: ['disclosure' as const], manner: 'accidental' as const, severity: 'high' as const };
  await tell.say(id, 'responder', 'acknowledge', {});
  await tell.say(id, 'responder', 'assess', {
    ...assessment({ ...judged, scenario: 'misconfiguration', malicious: 'no' }),
    evaluation: 'What was exposed is known.',
    findings: 'Names and business addresses.',
  });
  await tell.until(id, 'triage has ended', isTriaged);
  const facts = 'It was read by a stranger.';
  const instants = { awareAt: declaredAt, declaredAt };
  await tell.say(id, 'lead', 'declare', { basis: 'likely', facts, gdpr: 'yes', ...instants, ...also });
}

async function factsKnown(tell: Teller, id: string): Promise<void> {
  await stateFacts(tell, id, { nature: 'An export of contacts was exposed.' });
}

async function toldAndClosed({ tell }: Place, id: string, customers: string[], outcome: string): Promise<string> {
  if (customers.length > 0) await tell.say(id, 'responder', 'add-affected-customers', { customers });
  await tell.until(id, 'the customers are in scope', isInScope);
  await factsKnown(tell, id);
  await tell.tellCustomers(id, 'initial');
  await tell.until(id, 'nothing is due', nothingIsDue);
  await tell.tellCustomers(id, 'final');
  await tell.learnLessons(id);
  await tell.say(id, 'lead', 'close', { outcome });
  return id;
}
