import { evolve } from '../../../domain/evolve';
import type { Instant } from '../../../domain/primitives/instant';
import { openingPage } from '../../../domain/open';
import { receive, type Message } from '../../../domain/receive';
import type { IncidentId } from '../../../domain/case/state';
import type { IncidentState } from '../../../domain/state';
import type { ApiDeps } from '../../deps';
import type { UpdateOutcome } from '../../incidents/desk';
import type { Reply } from '../../http/idempotency';
import { unknownIncident } from '../../incidents/incident-id';
import { problemOf } from '../../http/problem';
import { refuse } from '../../../domain/primitives/refusal';
import { openingOf } from '../../incidents/waiting';

const AGAIN_IN_SECONDS = '5';

/** Passes a declaration to its incident. `kept`: it cannot be passed on now, is stored, and counts all the same. */
export async function declare(
  deps: ApiDeps,
  id: IncidentId,
  message: Message,
  reference: string,
): Promise<UpdateOutcome | { outcome: 'kept'; reply: Reply }> {
  if (!(await waitsFor(deps, id))) {
    const result = await deps.incidents.update(id, 'declare', message, reference);
    if (result.outcome === 'done' || result.outcome === 'refused') return result;
    if (result.outcome === 'gone' && (await isClosed(deps, id))) return result;
    deps.log.warn({ incident: id, outcome: result.outcome }, 'a declaration waits for its incident');
  }
  return { outcome: 'kept', reply: await kept(deps, id, message, reference) };
}

/** Sends it as a signal, which is durable by itself. @returns the reply of the stored declaration if Temporal did not accept the signal */
export async function signalDeclaration(
  deps: ApiDeps,
  id: IncidentId,
  message: Message,
  reference: string,
): Promise<Reply | undefined> {
  if (!(await waitsFor(deps, id))) {
    const { stamped: _notInSignals, ...signal } = message;
    const { outcome } = await deps.incidents.signal(id, 'declare', signal);
    if (outcome === 'sent') return undefined;
  }
  return kept(deps, id, message, reference);
}

/** @throws Problem already-so, where a declaration waits that another must not overtake */
export async function requireNoneWaits(deps: ApiDeps, id: IncidentId): Promise<void> {
  if (!(await waitsFor(deps, id))) return;
  const why = 'A declaration of this incident waits to reach it, and its clock runs: leave the declaration out.';
  throw problemOf(refuse('already-so', why, ['/declaration']));
}

/** A later declaration must not overtake one that waits: the clock counts from the first. */
async function waitsFor({ register }: ApiDeps, id: IncidentId): Promise<boolean> {
  return (await register.declarations.unmet(id)).some(({ state }) => state === 'waiting');
}

async function isClosed({ register }: ApiDeps, id: IncidentId): Promise<boolean> {
  return (await register.incidents.get(id))?.state.stage.stage === 'closed';
}

/**
 * Stores a declaration until its incident can receive it. It is decided on the register's state, with those already waiting applied first:
 * of several declarations one is stored, and the others are refused accordingly. @throws Problem
 */
async function kept(deps: ApiDeps, id: IncidentId, message: Message, reference: string): Promise<Reply> {
  const state = await stateIn(deps, id);
  if (!state) throw unknownIncident();
  const takenAt = deps.clock();
  const { refusal, message: first } = await deps.register.declarations.keep(
    { reference, incident: id, message, takenAt },
    (before) => {
      const then = before.reduce((now, earlier) => after(now, earlier, takenAt), state);
      const received = receive(then, 'declare', message, 'update', takenAt);
      return received.kind === 'refused' ? received.refusal : undefined;
    },
  );
  if (refusal) throw problemOf(refusal);
  return replyOf(after(state, first, takenAt), reference);
}

/** The state as far as the register has it; for a waiting report, the state that it will be opened with. */
async function stateIn(deps: ApiDeps, id: IncidentId): Promise<IncidentState | undefined> {
  const stored = await deps.register.incidents.get(id);
  if (stored) return stored.state;
  const report = await deps.register.reports.get(id);
  return report && evolve(undefined, openingPage(await openingOf(deps, report)));
}

function after(state: IncidentState, message: Message, at: Instant): IncidentState {
  const received = receive(state, 'declare', message, 'update', at);
  return received.kind === 'page' ? evolve(state, received.page) : state;
}

function replyOf({ id, anchors, obligations }: IncidentState, reference: string): Reply {
  const timeline = `/api/incidents/${id}/timeline`;
  const due = obligations.find((obligation) => obligation.id === 'commitment')?.due;
  return {
    status: 202,
    isPassing: true,
    headers: { Location: timeline, 'Retry-After': AGAIN_IN_SECONDS },
    body: { id, timeline, reference, declaration: { declaredAt: anchors.declared?.at, due } },
  };
}
