import { condition, workflowInfo } from '@temporalio/workflow';
import type { ProcessAccess } from './access';

/*
 * Discharge 1. An effect is begun once a run. The next run begins what it finds owed, and says that the run before may have begun it too.
 * Discharge 2. No kind of effect waits for another: a dead mail server holds up mail alone.
 * Discharge 3. A notice has one workflow for good, named by its number, which outlives the run and the incident.
 */

interface Owing {
  outbox: readonly { id: string; kind: string }[];
}

/** How a process does what it owes to the world. */
export interface Performing<State extends Owing> {
  perform: (
    effect: State['outbox'][number],
    access: ProcessAccess<State>,
    /** An earlier run may have begun it. */
    carriedOver: boolean,
  ) => Promise<void>;
  /** How many of each kind run at once. Together they stay below Temporal's limits for one workflow task and for one workflow. */
  maxConcurrent: Readonly<Record<string, number>>;
}

/** Carries out what the state owes, concurrently: a mail server that is down delays nothing but mail. */
export async function discharge<State extends Owing>(
  access: ProcessAccess<State>,
  { perform, maxConcurrent }: Performing<State>,
): Promise<never> {
  const underWay = new Map<string, string>();
  const faults: unknown[] = [];
  const isLater = workflowInfo().continuedFromExecutionRunId !== undefined;
  const carriedOver = new Set(isLater ? access.state().outbox.map(({ id }) => id) : []);
  const mayBegin = ({ id, kind }: { id: string; kind: string }) =>
    !underWay.has(id) && [...underWay.values()].filter((other) => other === kind).length < (maxConcurrent[kind] ?? 1);
  for (;;) {
    for (const effect of access.state().outbox) {
      if (!mayBegin(effect)) continue;
      underWay.set(effect.id, effect.kind);
      perform(effect, access, carriedOver.has(effect.id)).then(
        () => underWay.delete(effect.id),
        (fault: unknown) => faults.push(fault),
      );
    }
    const seen = access.state().outbox;
    const begun = underWay.size;
    await condition(() => access.state().outbox !== seen || underWay.size !== begun || faults.length > 0);
    if (faults.length > 0) throw faults[0];
  }
}
