import { condition, log } from '@temporalio/workflow';
import type { Effect } from '../domain/effects/state';
import { handoverOf } from '../domain/related/handover';
import type { IncidentState } from '../domain/state';
import type { ProcessAccess } from './access';
import { tellIncident } from './tell-incident';

type Owed<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>;

const NOT_OPEN = 'It is not open: open it again first (reopen), or link the two.';

/** Offered once a run, until it is answered: the other incident answers one offer once, however often it hears of it. */
export async function offerMerge(
  { id, into }: Owed<'offer-merge'>,
  access: ProcessAccess<IncidentState>,
): Promise<void> {
  if (await tellIncident(into, 'merge-offered', handoverOf(access.state(), id)))
    await condition(() => !access.state().outbox.some((owed) => owed.id === id));
  else access.command('merge-answered', { offer: id, why: NOT_OPEN });
}

export async function answerMerge(
  { id, to, offer, why }: Owed<'answer-merge'>,
  access: ProcessAccess<IncidentState>,
): Promise<void> {
  const isHeard = await tellIncident(to, 'merge-answered', { offer, ...(why !== undefined && { why }) });
  if (!isHeard) log.warn('The duplicate does not run any more, and hears no answer', { duplicate: to });
  access.command('merge-answer-sent', { effect: id });
}
