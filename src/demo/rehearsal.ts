import type { ExerciseScenario } from '../domain/exercise/scenario';
import type { ExerciseView } from '../domain/exercise/view';
import { HOUR } from '../domain/primitives/instant';
import { storyTime } from '../domain/primitives/pace';
import type { Instant } from '../domain/primitives/instant';
import type { Role } from '../domain/primitives/people';
import { stateFacts } from './facts';
import type { Teller } from './teller';

/*
 * An exercise with played people: whoever holds a role does what the scenario says that they do, through the API, as people would. They act a
 * little before each step is due, by the clock of the story.
 */

export interface Playing {
  scenario: ExerciseScenario;
  /** Hears what happens, by the hour of the story. */
  progress: (hour: number, line: string) => void;
}

export interface Rehearsal extends Playing {
  /** Story hours for each hour of the world. */
  factor: number;
}

/** People take so much of the time that is expected of them. */
const SHARE_OF_TIME = 0.6;
const POLL_PAUSE_MS = 50;
/** From the call to the beginning. */
const CALL_MS = 3_000;

/** From planning to its concluded report. */
export async function rehearse(tell: Teller, { factor, ...playing }: Rehearsal): Promise<ExerciseView> {
  const { scenario } = playing;
  const departments = departmentsOf(scenario);
  const startsAt = new Date(Date.now() + CALL_MS).toISOString();
  const plan = { scenario: scenario.name, factor, departments, startsAt };
  const { state } = (await tell.send('POST', '/exercises', 'lead', plan)) as { state: ExerciseView };
  return playExercise(tell, state, playing);
}

/** One that was planned by somebody else, from its call to its concluded report. */
export async function playExercise(
  tell: Teller,
  { id, team }: Pick<ExerciseView, 'id' | 'team'>,
  { scenario, progress }: Playing,
): Promise<ExerciseView> {
  for (const player of team) await confirmed(tell, id, player);
  progress(0, `${id} is called: ${team.length} of the team know the procedure and their roles.`);
  const running = await seenUntil(tell, id, ({ phase, incident }) => phase === 'running' && incident !== undefined);
  const clock = clockOf(running);
  const say = (line: string) => progress(clock.hour(), line);
  say(`It runs; its incident is ${running.incident ?? ''}: “${scenario.report.seen}”`);
  const watched = watchInjects(tell, id, say);
  await play(tell, running, scenario, { clock, say });
  await closeDown(tell, id, running, say);
  watched.stop();
  await watched.ended;
  return (await tell.send('GET', `/exercises/${id}`, 'lead')) as ExerciseView;
}

interface Clock {
  hour: () => number;
  /** Resolves once the story is so many hours old. */
  at: (hours: number) => Promise<void>;
}

interface Stage {
  clock: Clock;
  say: (line: string) => void;
}

function clockOf({ pace }: ExerciseView): Clock {
  const began = Date.parse(pace?.origin ?? '');
  const now = () => Date.parse(storyTime(new Date().toISOString() as Instant, pace));
  const hour = () => Math.round(((now() - began) / HOUR) * 10) / 10;
  return {
    hour,
    at: async (hours) => {
      while (now() < began + hours * HOUR) await pause();
    },
  };
}

async function play(
  tell: Teller,
  view: ExerciseView,
  scenario: ExerciseScenario,
  { clock, say }: Stage,
): Promise<void> {
  const incident = view.incident ?? '';
  const { triage, declaration, facts } = scenario.played;
  const until = (step: string) => {
    const within = scenario.expected.find((one) => one.step === step)?.withinHours ?? 0;
    return clock.at(within * SHARE_OF_TIME);
  };
  await until('acknowledge');
  await tell.say(incident, 'responder', 'acknowledge', {});
  say('The responder has it in hand.');
  await until('assess');
  await tell.say(incident, 'responder', 'assess', assessed(triage));
  await tell.until(incident, 'triage ends', (seen) => seen.triage.endedAt !== undefined);
  say('Triage has ended.');
  await until('declare');
  await tell.say(incident, 'lead', 'declare', { ...declaration, awareAt: view.beganAt ?? '', gdpr: 'yes' });
  await tell.say(incident, 'lead', 'acknowledge', {});
  say('The lead declares: the 72 hours run.');
  await until('scope');
  await tell.say(incident, 'responder', 'add-affected-customers', { customers: view.customers });
  say(`${view.customers.length} customers are named as affected.`);
  await stateFacts(tell, incident, facts);
  await until('approve');
  const text = await tell.draft(incident, 'initial');
  await tell.say(incident, 'legal', 'approve-notice', text);
  await tell.say(incident, 'communications', 'approve-notice', text);
  say('Legal and communications approve the letter, word for word.');
  await tell.say(incident, 'lead', 'release-notice', text);
  await tell.until(incident, 'the letter is sent', ({ notices }) => notices[0]?.status === 'sent');
  await tellByTelephone(tell, incident, { clock, say });
  say('Every customer is told.');
}

/** Whom no mail reaches is telephoned. */
async function tellByTelephone(tell: Teller, incident: string, { clock, say }: Stage): Promise<void> {
  const { items } = await tell.get<{ items: { customer: string; toldAt?: string }[] }>(
    `/incidents/${incident}/scope?unreachable=true`,
  );
  for (const { customer } of items) {
    const at = new Date(Date.parse((await tell.see(incident)).openedAt) + clock.hour() * HOUR).toISOString();
    await tell.say(incident, 'communications', 'record-contact', {
      ...{ customer, way: 'telephone', whom: 'The administrator', at },
      ...{ summary: 'Read the letter out, and sent it by post.', evidence: 'Note of the call' },
    });
    say(`${customer} is told by telephone: its mailbox refuses.`);
  }
}

function assessed({
  effects,
  manner,
  malicious,
  severity,
  kind,
  evaluation,
  findings,
}: ExerciseScenario['played']['triage']) {
  return {
    definition: {
      effect: { answer: 'yes' as const, kinds: effects },
      manner: { answer: 'yes' as const, kind: manner },
      data: { answer: 'yes' as const, kinds: ['personal' as const] },
      processedByUs: { answer: 'yes' as const },
    },
    ...{ inScope: 'yes' as const, malicious, evaluation, findings },
    severity: { level: severity, reason: 'As the scenario has it.' },
    ...(kind && { scenario: kind }),
  };
}

/** Attendance, a finding with what is agreed, and the report. */
async function closeDown(tell: Teller, id: string, { team }: ExerciseView, say: Stage['say']): Promise<void> {
  const to = (command: string, by: Role, body: object) => tell.send('POST', `/exercises/${id}/${command}`, by, body);
  await to('end-exercise', 'lead', { words: 'All customers were told.' });
  await seenUntil(tell, id, ({ score }) => score.length > 0);
  for (const { person } of team) await to('record-attendance', 'lead', { person, attended: 'present' });
  await to('add-finding', 'lead', {
    words: 'Nobody knew from memory who signs the letter when communications is away.',
    resolution: 'The on-call plan names a second person.',
    owner: 'communications',
    due: new Date(Date.now() + 30 * 24 * HOUR).toISOString(),
  });
  await to('conclude-exercise', 'lead', { words: 'The procedure holds.' });
  await seenUntil(tell, id, ({ phase }) => phase === 'concluded');
  say('The exercise is concluded.');
}

function confirmed(tell: Teller, id: string, { person }: ExerciseView['team'][number]): Promise<unknown> {
  return tell.send('POST', `/exercises/${id}/confirm-role`, person as Role, {});
}

/** Those of the team that the scenario asks for. */
function departmentsOf({ roles }: ExerciseScenario): string[] {
  return ['response', 'security', 'legal', 'communications', ...(roles.includes('executive') ? ['management'] : [])];
}

function watchInjects(tell: Teller, id: string, say: Stage['say']) {
  let stopped = false;
  const seen = new Set<string>();
  const look = async () => {
    while (!stopped) {
      const { injects } = (await tell.send('GET', `/exercises/${id}`, 'lead')) as ExerciseView;
      for (const { id: inject, from, words } of injects) {
        if (seen.has(inject)) continue;
        seen.add(inject);
        say(`${from}: “${words}”`);
      }
      await pause(10 * POLL_PAUSE_MS);
    }
  };
  return { ended: look(), stop: () => void (stopped = true) };
}

async function seenUntil(tell: Teller, id: string, wished: (view: ExerciseView) => boolean): Promise<ExerciseView> {
  for (const end = Date.now() + 60_000; Date.now() < end; await pause()) {
    const view = (await tell.send('GET', `/exercises/${id}`, 'lead').catch(ignoreAbsent)) as ExerciseView | undefined;
    if (view && wished(view)) return view;
  }
  throw new Error(`${id}: nothing happened for a minute`);
}

/** The register hears of it a moment later. */
function ignoreAbsent(fault: unknown): undefined {
  if (fault instanceof Error && fault.message.includes(': 404 ')) return undefined;
  throw fault;
}

function pause(ms = POLL_PAUSE_MS): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
