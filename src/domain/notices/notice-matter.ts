import { commitmentTermHours } from '../clocks/tell-customers';
import type { Event } from '../events';
import { pendingScope } from '../scope/pending';
import type { IncidentState } from '../state';
import type { NoticeMatter } from './facts';

type Drafted = Extract<Event, { type: 'notice-drafted' }>;

/** What the notice is made of, as the case stands. */
export function matterOf(state: IncidentState, { notice, kind, message, sentAs }: Drafted): NoticeMatter {
  const { declared, aware } = state.anchors;
  const awaits = pendingScope(state);
  return {
    ...{ incident: state.id, notice, kind, facts: state.facts },
    commitmentHours: commitmentTermHours(state.rules, state.declaration),
    ...(message && { message }),
    ...(awaits.length > 0 && { awaits }),
    ...(sentAs && { sentAs }),
    ...(declared && { declaredAt: declared.at }),
    ...(aware && { awareAt: aware.at }),
  };
}
