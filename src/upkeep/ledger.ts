import type { Client } from '@temporalio/client';
import type { Event, Page } from '../domain/events';
import { evolve } from '../domain/evolve';
import type { Instant } from '../domain/primitives/instant';
import type { NoticeMatter } from '../domain/notices/facts';
import { noticeOf } from '../domain/notices/notices';
import { ROLES } from '../domain/primitives/people';
import type { IncidentState } from '../domain/state';
import type { NoticeText, Register } from '../register';
import type { Compose } from '../texts/compose';
import { hashOf } from '../texts/hash';
import { unpacked } from '../texts/packed';
import { NOTICE, TASK_QUEUE } from '../workflows/messages';
import { statusOf, type Chain } from './history';
import type { Step } from './step';
import type { Story } from './story';

export interface LedgerNeeds {
  register: Register;
  client: Client;
  clock: () => Instant;
  /** Composes a notice with today's templates, and hashes it. */
  compose: Compose;
}

/**
 * Finds what a restored register lacks besides pages: scope, texts, deliveries, alerts. Repairs follow the order of the story, so that each
 * notice is planned for the customers who were in scope when it was released.
 * @param restored whether the register lacks anything that Temporal has
 */
export async function ledgerSteps(needs: LedgerNeeds, story: Story, restored: boolean): Promise<Step[]> {
  const answered = await needs.register.restoreRepair.answeredEffects(story.id);
  const missing = await missingCustomers(needs.register, story, answered);
  if (missing) return [missing];
  const steps: Step[] = [];
  const textless = new Set<number>();
  let before: IncidentState | undefined;
  for (const page of story.pages) {
    const state = evolve(before, page);
    for (const event of page.events) {
      if (event.type === 'scope-resolved' || event.type === 'scope-marked') {
        if (!answered.has(event.effect)) steps.push(...scopeStep(needs, story, event, before));
      } else if (event.type === 'notice-composed') {
        const text = await textStep(needs, story, event);
        steps.push(...text);
        if (text.some(({ act }) => !act)) textless.add(event.notice);
      } else if (event.type === 'notice-released' && !textless.has(event.notice))
        steps.push(...(await deliveryStep(needs, story, event, restored)));
    }
    before = state;
  }
  return [...steps, ...(await countStep(needs, story)), ...(await alertStep(needs, story, restored))];
}

/**
 * No history holds the customers themselves. A missing one would stay out of scope for good, so the incident is left untouched, pages
 * included, until they are imported: the next look then finds what it lacks.
 */
async function missingCustomers(
  { restoreRepair }: Register,
  { id, pages }: Story,
  answered: Set<string>,
): Promise<Step | undefined> {
  let state: IncidentState | undefined;
  for (const page of pages) {
    for (const event of page.events) {
      if (event.type !== 'scope-resolved' || answered.has(event.effect)) continue;
      const effect = state?.outbox.find((owed) => owed.id === event.effect);
      if (effect?.kind !== 'resolve-scope') continue;
      const { found, unknown } = await restoreRepair.selected(id, effect.selection);
      const lost = unknown.filter((customer) => !event.unknown.includes(customer));
      if (lost.length === 0 && found >= event.added) continue;
      const who = lost.length > 0 ? lost.join(', ') : `${event.added - found} customers of ${effect.selection.product}`;
      return {
        ...{ subject: id, found: `customers in its scope are not in the register: ${who}` },
        remedy: 'start the API, import them, stop it and look again; until then the incident is left as it is',
        holdsUp: true,
      };
    }
    state = evolve(state, page);
  }
  return undefined;
}

type ScopeAnswer = Extract<Event, { type: 'scope-resolved' | 'scope-marked' }>;

/** The effect stood in the outbox until its answer came. */
function scopeStep(
  { register: { scope } }: LedgerNeeds,
  { id: incident }: Story,
  event: ScopeAnswer,
  before?: IncidentState,
): Step[] {
  const effect = before?.outbox.find(({ id }) => id === event.effect);
  const step = { subject: incident, found: `the register lacks the change of scope ${event.effect}` };
  if (effect?.kind === 'resolve-scope')
    return [
      {
        ...step,
        remedy: 'work out again which customers it brought in',
        act: async () => {
          const { selection, addedAt, by } = effect;
          await scope.resolve({ incident, effect: effect.id, selection, addedAt, by });
        },
      },
    ];
  if (effect?.kind !== 'mark-scope' || (event.type === 'scope-marked' && event.outcome !== 'marked')) return [];
  return [
    {
      ...step,
      remedy: `mark the customer as ${effect.mark} again`,
      act: async () => {
        const { id, kind: _, ...mark } = effect;
        await scope.mark({ incident, effect: id, ...mark });
      },
    },
  ];
}

async function textStep(
  { register: { notices }, compose }: LedgerNeeds,
  { id: incident, pages, chains }: Story,
  { notice: number, hash }: Extract<Event, { type: 'notice-composed' }>,
): Promise<Step[]> {
  if (await notices.get(incident, number)) return [];
  const draft = draftOf(pages, number);
  const found = `the register lacks the text of notice ${number}`;
  const approved =
    draft &&
    (keptText(chains, hash) ?? composedAnew(compose(draft.matter, await factsBefore(notices, draft.matter)), hash));
  if (!draft || !approved) {
    const remedy = `put the row back from a backup: today's templates give another text than the one approved (${hash})`;
    return [{ subject: incident, found, remedy }];
  }
  const { kind, facts } = draft.matter;
  const { remedy, texts } = approved;
  return [
    {
      ...{ subject: incident, found, remedy },
      act: () =>
        notices.store({
          ...{ incident, notice: number, kind, texts, facts, hash, composedAt: draft.at },
          about: draft.matter.about?.notice,
        }),
    },
  ];
}

async function factsBefore(
  notices: Pick<LedgerNeeds['register']['notices'], 'get'>,
  { incident, since }: NoticeMatter,
) {
  return since === undefined ? undefined : (await notices.get(incident, since))?.facts;
}

type Texts = Record<string, NoticeText>;

/** Word for word as it was composed then; what does not give its own hash is no text of ours. */
function keptText(chains: Chain[], hash: string): { texts: Texts; remedy: string } | undefined {
  const [text] = chains.flatMap(({ texts }) => texts.get(hash) ?? []);
  const texts = text === undefined ? undefined : unpacked(text);
  return texts && hashOf(texts) === hash ? { texts, remedy: 'put back the text that Temporal has of it' } : undefined;
}

/** For histories of before they kept the text. */
function composedAnew(
  composed: { texts: Texts; hash: string },
  hash: string,
): { texts: Texts; remedy: string } | undefined {
  if (composed.hash !== hash) return undefined;
  return { texts: composed.texts, remedy: `compose it again, which gives the same hash ${hash.slice(0, 12)}…` };
}

/** The facts that the notice was drafted from, and when. */
function draftOf(pages: Page[], number: number): { matter: NoticeMatter; at: Instant } | undefined {
  let state: IncidentState | undefined;
  for (const page of pages) {
    state = evolve(state, page);
    for (const effect of state.outbox) {
      if (effect.kind === 'compose-notice' && effect.notice === number) return { matter: effect.matter, at: page.at };
    }
  }
  return undefined;
}

/** A notice that is unfinished although nobody sends it, or whose deliveries the register has lost. */
async function deliveryStep(
  { register, client }: LedgerNeeds,
  { id: incident, state }: Story,
  { notice: number, hash, effect }: Extract<Event, { type: 'notice-released' }>,
  restored: boolean,
): Promise<Step[]> {
  const notice = noticeOf(state, number);
  if (!notice || state.outbox.some((owed) => owed.id === effect)) return [];
  const { deliveries, restoreRepair } = register;
  const workflowId = `${incident}/notice/${number}`;
  const isRunning = (await statusOf(client, workflowId))?.isRunning ?? false;
  const { finished } = await deliveries.progress(incident, number);
  const isPlanned = (await deliveries.list(incident, { notice: number, limit: 1 })).rows.length > 0;
  const isLost = !isPlanned && notice.counts?.deliveries !== 0 && (restored || !isRunning);
  const isStuck = isPlanned && !isRunning && (!finished || notice.status === 'released');
  if (!isLost && !isStuck) return [];
  const start = () =>
    client.workflow.start(NOTICE, {
      workflowId,
      taskQueue: TASK_QUEUE,
      args: [{ incident, notice: number, kind: notice.kind, hash }],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary: `${notice.kind} notice ${number} of ${incident}, after a restore`,
    });
  return [
    {
      subject: incident,
      found: isLost
        ? `the register lacks the deliveries of notice ${number}`
        : `notice ${number} is not at its end, and nobody sends it`,
      remedy: isLost ? 'send it again to everyone it is for, marked as a possible repeat' : 'go on sending it',
      act: async () => {
        if (isLost) await restoreRepair.replan({ incident, notice: number, hash });
        if (!isRunning) await start();
      },
    },
  ];
}

/**
 * Counts are compared by revision: the incident would ignore counts with a revision that it has already seen. Its knowledge of who was
 * notified is kept.
 */
async function countStep({ register: { restoreRepair } }: LedgerNeeds, { id, state }: Story): Promise<Step[]> {
  if ((await restoreRepair.scopeRevision(id)) >= state.scopeAsOf) return [];
  return [
    {
      ...{ subject: id, found: `the register's counts of customers are older than the incident's` },
      remedy: 'bring them up to what the incident knows',
      act: async () => {
        for (const { id: cohort, told, total, lastToldAt } of state.cohorts)
          if (lastToldAt && total > 0 && told === total) await restoreRepair.markCohortNotified(id, cohort, lastToldAt);
        await restoreRepair.raiseScopeRevision(id, state.scopeAsOf);
      },
    },
  ];
}

/** Marks alerts as possible repeats for everybody who may have had them since the backup. */
async function alertStep({ register, clock }: LedgerNeeds, story: Story, restored: boolean): Promise<Step[]> {
  const alerts = story.state.outbox.flatMap((effect) => (effect.kind === 'alert' ? [effect] : []));
  if (!restored || story.stored === story.pages.length || alerts.length === 0) return [];
  return [
    {
      ...{ subject: story.id, found: `${alerts.length} alerts are owed that may have gone out` },
      remedy: 'mark them as possible repeats',
      act: async () => {
        const people = await register.people.byRoles([...ROLES]);
        for (const { id, to } of alerts) {
          const persons =
            'persons' in to
              ? to.persons
              : people.filter(({ roles }) => roles.some((role) => to.roles.includes(role))).map((person) => person.id);
          for (const person of persons) await register.alerts.begin(id, person, clock());
        }
      },
    },
  ];
}
