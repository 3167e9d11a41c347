import { commitmentTermHours } from '../clocks/tell-customers';
import type { Event } from '../events';
import type { IncidentState } from '../state';
import type { NoticeMatter } from './facts';

type Drafted = Extract<Event, { type: 'notice-drafted' }>;

/** What the notice is made of, as the case stands. */
export function matterOf(state: IncidentState, { notice, kind, message, sentAs }: Drafted): NoticeMatter {
  const { declared, aware } = state.anchors;
  return {
    ...{ incident: state.id, notice, kind, facts: state.facts },
    commitmentHours: commitmentTermHours(state.rules, state.declaration),
    ...(message && { message }),
    ...(sentAs && { sentAs }),
    ...(declared && { declaredAt: declared.at }),
    ...(aware && { awareAt: aware.at }),
  };
}
