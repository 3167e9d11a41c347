import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { keep } from '../primitives/keep';
import { loadCompany } from './company';
import { stateFacts } from './facts';
import { assessment, misdirectedMail } from './stories';
import { createTeller, type Teller, type ResumableRun } from './teller';

interface LoadSettings {
  url: string;
  keysFile: string;
  /** Stores the progress of the loading. */
  file: string;
}

/**
 * Loads a small company to look at: its customers, and three incidents at different stages. An interrupted loading is resumed, a finished
 * one is not repeated, and a register with incidents of its own is left untouched.
 */
export async function loadDemo(place: LoadSettings, asked: AbortSignal): Promise<'loaded' | 'left-alone'> {
  const loading = (await readProgress(place.file)) ?? (await begin(place));
  if (!loading) return 'left-alone';
  if (loading.loaded) return 'loaded';
  const tell = await createTeller({ ...place, once: loading, asked });
  await load(tell).then(
    () => writeProgress(place.file, { ...loading, loaded: true }),
    (fault: unknown) => {
      if (!asked.aborted) throw fault;
    },
  );
  return 'loaded';
}

async function load(tell: Teller): Promise<void> {
  await loadCompany(tell);
  await inTriage(tell);
  await awaitingApproval(tell);
  await misdirectedMail(tell, ['alder', 'birch', 'daphne']);
}

type LoadProgress = ResumableRun & { loaded: boolean };

async function readProgress(file: string): Promise<LoadProgress | undefined> {
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as LoadProgress) : undefined;
}

async function begin(place: LoadSettings): Promise<LoadProgress | undefined> {
  const { items } = await (await createTeller(place)).get<{ items: unknown[] }>('/incidents?limit=1');
  if (items.length > 0) return undefined;
  return writeProgress(place.file, { key: `demo-${randomUUID()}`, begun: Date.now(), loaded: false });
}

async function writeProgress(file: string, loading: LoadProgress): Promise<LoadProgress> {
  await keep(file, `${JSON.stringify(loading)}\n`);
  return loading;
}

async function inTriage(tell: Teller): Promise<void> {
  const id = await tell.report({
    channel: 'anomaly-alarm',
    externalReference: 'SIEM-48213',
    seen: 'One support engineer opened 340 customer cases in two hours, none of them assigned to her.',
    detectedAt: tell.hoursAgo(1),
    suspectedProduct: 'support-desk',
    severityHint: 'high',
  });
  await tell.say(id, 'responder', 'acknowledge', {});
  await tell.say(id, 'responder', 'assess', {
    evaluation: 'Being compared with the shift plan and the case assignments.',
    malicious: 'unknown',
  });
}

async function awaitingApproval(tell: Teller): Promise<void> {
  const id = await tell.report({
    channel: 'third-party',
    seen: 'A security researcher could list a storage container with files of data migrations.',
    detectedAt: tell.hoursAgo(64),
    suspectedProduct: 'data-migration',
    severityHint: 'high',
  });
  await tell.say(id, 'responder', 'acknowledge', {});
  await tell.say(id, 'responder', 'assess', {
    ...assessment({
      effects: ['disclosure'],
      manner: 'accidental',
      severity: 'high',
      scenario: 'misconfiguration',
      malicious: 'unknown',
    }),
    evaluation: 'The container was readable by anyone who knew its address. Access logs are complete for 30 days.',
    findings: 'Three customers had migration files in it. Listing by two unknown addresses is in the logs.',
  });
  await tell.say(id, 'responder', 'add-affected-customers', {
    product: 'data-migration',
    data: 'migration exports: names, e-mail addresses, job titles',
  });
  await tell.until(id, 'the scope is known', ({ scope }) => scope.cohorts.length > 0);
  await tell.say(id, 'lead', 'declare', {
    basis: 'confirmed',
    facts: 'Migration files of three customers could be read by anyone; the logs show two unknown readers.',
    declaredAt: tell.hoursAgo(61),
    awareAt: tell.hoursAgo(62),
    gdpr: 'yes',
  });
  await tell.say(id, 'lead', 'acknowledge', {});
  await tell.say(id, 'lead', 'assign', { persons: ['lead'] });
  await tell.say(id, 'responder', 'move-stage', { to: 'investigation' });
  await stateFacts(
    tell,
    id,
    {
      nature: 'A storage container with files of data migrations could be read without signing in.',
      mitigation: 'The container was closed within the hour, and all access keys were replaced.',
      service: 'Data migration',
      exposure: '19 days',
      dataCategories: 'Names, e-mail addresses and job titles of your staff',
      consequences: 'Unwanted and deceptive mail to the persons named',
      customerAction: 'Warn your staff of mail that uses these data.',
    },
    ['volumeAffected', 'volumeExposed', 'otherParty'],
  );
  await tell.draft(id, 'initial');
}
