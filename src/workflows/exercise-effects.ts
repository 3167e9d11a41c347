import { log, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities';
import type { ExerciseEffect, ExerciseState } from '../domain/exercise/state';
import type { Opening } from '../domain/open';
import { instantAt } from '../domain/primitives/instant';
import { unreachable } from '../domain/primitives/unreachable';
import type { ProcessAccess } from './access';
import type { Performing } from './discharge';
import { INCIDENT, TASK_TIMEOUT } from './messages';
import { alert } from './send-alert';
import { startApart } from './start-apart';
import { tellIncident } from './tell-incident';

const { openExercise, breakEndpoint, scoreExercise } = proxyActivities<Activities>({
  startToCloseTimeout: '30s',
  retry: { initialInterval: '200ms', maximumInterval: '30s' },
  cancellationType: 'TRY_CANCEL',
});

/** Injects keep their order: one at a time. */
export const exerciseEffects: Performing<ExerciseState> = {
  perform,
  maxConcurrent: { alert: 20, 'open-incident': 1, 'play-inject': 1, 'end-incident': 1 },
};

type Owed<Kind extends ExerciseEffect['kind']> = Extract<ExerciseEffect, { kind: Kind }>;
type Access = ProcessAccess<ExerciseState>;

async function perform(effect: ExerciseEffect, access: Access, carriedOver: boolean): Promise<void> {
  switch (effect.kind) {
    case 'alert':
      return await alert(access, effect, () => ({ effect, carriedOver }));
    case 'open-incident':
      return await openIncident(effect, access);
    case 'play-inject':
      return await playInject(effect, access);
    case 'end-incident':
      return await endIncident(effect, access);
    default:
      return unreachable(effect);
  }
}

async function openIncident({ id }: Owed<'open-incident'>, access: Access): Promise<void> {
  const { id: exercise, scenario, factor, customers, facilitator: by } = access.state();
  const asked = { exercise, scenario, factor, customers, by, at: instantAt(Date.now()) };
  const {
    incident: opened,
    report,
    at,
  } = await access.ask('openExercise', (own) =>
    openExercise.executeWithOptions({ ...own, summary: 'the report of the exercise' }, [asked]),
  );
  const { rules, roster, rosterRevision } = access.state();
  const opening: Opening = { id: opened, report, rules, roster, rosterRevision, by, door: 'system', at };
  await startApart(INCIDENT, {
    workflowId: opened,
    workflowTaskTimeout: TASK_TIMEOUT,
    args: [{ opening }],
    staticSummary: `${opened} exercise`,
  });
  return access.command('incident-opened', { effect: id, incident: opened, at });
}

async function playInject({ id, inject: wanted }: Owed<'play-inject'>, access: Access): Promise<void> {
  const { scenario, incident: of, customers } = access.state();
  const inject = scenario.injects.find((one) => one.id === wanted);
  const customer = inject?.kind === 'bounce' ? customers[(inject.customer ?? 1) - 1] : undefined;
  if (of && customer !== undefined)
    await access.ask('breakEndpoint', (own) =>
      breakEndpoint.executeWithOptions({ ...own, summary: 'a mailbox refuses' }, [{ incident: of, customer }]),
    );
  if (of && inject) {
    const { from, words, to } = inject;
    await tell(of, 'exercise-injected', { inject: wanted, from, words, to });
  }
  return access.command('inject-played', { effect: id });
}

async function endIncident({ id, outcome }: Owed<'end-incident'>, access: Access): Promise<void> {
  const { incident: of, scenario } = access.state();
  if (!of) return access.command('exercise-scored', { effect: id, score: [] });
  await tell(of, 'exercise-over', { outcome });
  const { score } = await access.ask('scoreExercise', (own) =>
    scoreExercise.executeWithOptions({ ...own, summary: 'the score card' }, [
      { incident: of, expected: scenario.expected },
    ]),
  );
  return access.command('exercise-scored', { effect: id, score });
}

/** One that its players closed before its time hears nothing more. */
async function tell(incident: string, command: 'exercise-injected' | 'exercise-over', said: object): Promise<void> {
  if (await tellIncident(incident, command, said)) return;
  log.warn('No open incident heard what its exercise says', { incident, command });
}
