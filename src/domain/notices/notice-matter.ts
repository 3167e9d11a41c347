import { commitmentTermHours } from '../clocks/tell-customers';
import type { Event } from '../events';
import { pendingScope } from '../scope/pending';
import type { IncidentState } from '../state';
import type { NoticeMatter } from './facts';
import { KINDS } from './kinds';
import { declaredLate } from '../case/gap';
import { standing } from '../withholding/state';
import { lastSent, noticeOf } from './notices';

type Drafted = Extract<Event, { type: 'notice-drafted' }>;

/** What the notice is made of, as the case stands. */
export function matterOf(state: IncidentState, drafted: Drafted): NoticeMatter {
  const { notice, kind, message, sentAs, messages, reason, nextBy } = drafted;
  const { declared, aware } = state.anchors;
  const awaits = pendingScope(state);
  const withheld = [...new Set(standing(state).map(({ field }) => field))];
  const about = drafted.about === undefined ? undefined : noticeOf(state, drafted.about);
  const before = KINDS[kind].followsUp && lastSent(state);
  return {
    ...{ incident: state.id, notice, kind, facts: state.facts },
    commitmentHours: commitmentTermHours(state.rules, state.declaration),
    ...(message && { message }),
    ...(state.report.exercise && { exercise: state.report.exercise }),
    ...(awaits.length > 0 && { awaits }),
    ...(withheld.length > 0 && { withheld }),
    ...(sentAs && { sentAs }),
    ...(messages && { messages }),
    ...(reason && { reason }),
    ...(about && { about: { notice: about.number, sentAs: about.sentAs ?? about.number } }),
    ...(before && { since: before.number }),
    ...(nextBy && { nextBy }),
    ...(declared && { declaredAt: declared.at }),
    ...(aware && { awareAt: aware.at }),
    ...(declaredLate(state) && { declaredLate: true }),
    ...stated(state),
  };
}

/** What the letter says of the case beside its facts, where the rules ask for it. */
function stated({ rules, ourRole, triage }: IncidentState): Pick<NoticeMatter, 'role' | 'severity'> {
  const { noticeStates = [] } = rules;
  const role = ourRole?.role;
  return {
    ...(noticeStates.includes('role') && role && role !== 'processor' && { role }),
    ...(noticeStates.includes('severity') && triage.severity && { severity: triage.severity.level }),
  };
}
