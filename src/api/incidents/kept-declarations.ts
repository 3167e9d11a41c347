import { SYSTEM } from '../../domain/primitives/people';
import { refuse, type Refusal } from '../../domain/primitives/refusal';
import type { KeptDeclaration } from '../../register';
import type { ApiDeps } from '../deps';

/**
 * Passes stored declarations to their incidents, in the order in which they were made. Several APIs may do so at once: the incident
 * recognizes each by its key, and an incident's next declaration waits until the outcome of the one before is known.
 */
export async function giveKept(deps: ApiDeps): Promise<{ settled: number; waiting: number }> {
  const kept = await deps.register.declarations.waiting();
  const stuck = new Set<string>();
  let settled = 0;
  for (const one of kept) {
    if (stuck.has(one.incident)) continue;
    if (await give(deps, one)) {
      settled += 1;
      continue;
    }
    stuck.add(one.incident);
    if ((await deps.incidents.fault()) !== undefined) break;
  }
  return { settled, waiting: kept.length - settled };
}

/** @returns whether it is settled, either way */
async function give(deps: ApiDeps, kept: KeptDeclaration): Promise<boolean> {
  const { incident, message, reference } = kept;
  const result = await deps.incidents.update(incident, 'declare', message, reference);
  if (result.outcome === 'gone') return settleWithout(deps, kept);
  if (result.outcome === 'refused') return refused(deps, kept, result.refusal);
  if (result.outcome === 'done') return taken(deps, kept);
  deps.log.warn({ incident, reference, outcome: result.outcome }, 'a declaration still waits for its incident');
  return false;
}

async function taken({ register, clock, log }: ApiDeps, { incident, reference }: KeptDeclaration): Promise<true> {
  await register.declarations.settle(reference, clock());
  log.info({ incident, reference }, 'a declaration that waited is given');
  return true;
}

/**
 * The caller is gone, so the incident is told too: the refused signal shows in its timeline under the reference, and the incident alerts
 * people to what has no place in its history.
 */
async function refused(deps: ApiDeps, kept: KeptDeclaration, refusal: Refusal): Promise<true> {
  const { incident, reference } = kept;
  const isMine = await deps.register.declarations.settle(reference, deps.clock(), refusal);
  if (!isMine) return true;
  deps.log.error({ incident, reference, refused: refusal.refused }, 'a declaration that was taken is refused');
  const { stamped: _notInSignals, ...signal } = kept.message;
  const sent = [
    await deps.incidents.signal(incident, 'declare', signal),
    await deps.incidents.signal(incident, 'reconciled', setAside(kept, refusal)),
  ];
  if (sent.some(({ outcome }) => outcome !== 'sent'))
    deps.log.error({ incident, reference }, 'nobody may have been told of the refused declaration');
  return true;
}

function setAside({ reference, message, takenAt }: KeptDeclaration, refusal: Refusal) {
  const orphaned = [{ ref: reference, command: 'declare', by: message.by, at: takenAt, content: [message, refusal] }];
  return { by: SYSTEM, door: 'system', orphaned };
}

/** The report is not opened yet, or the incident is over: then the register knows whether the declaration was received before. */
async function settleWithout(deps: ApiDeps, kept: KeptDeclaration): Promise<boolean> {
  const { incident, reference } = kept;
  const state = (await deps.register.incidents.get(incident))?.state;
  if (state?.recentKeys.some(({ key }) => key === reference)) return taken(deps, kept);
  if (state?.stage.stage === 'closed') {
    const why = `${incident} is closed since ${state.stage.since}; lead or privacy open it again by reopen.`;
    return refused(deps, kept, refuse('wrong-stage', why));
  }
  deps.log.warn({ incident, reference }, 'a declaration waits for an incident that is not open');
  return false;
}
