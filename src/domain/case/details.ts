import { commitmentTermHours } from '../clocks/tell-customers';
import { declaredLate } from './gap';
import { headlineOf } from './headline';
import { standsOpen } from './missing';
import type { IncidentState } from '../state';

const LINES_SHOWN = 12;

/** The case in Markdown, for the workflow's page in Temporal's UI. Stays far below its limit of 20 kB. */
export function detailsOf(state: IncidentState): string {
  if (state.restriction) return `**${state.id}** is restricted to its members, who read it through the API.`;
  const { class: is, stage, severity, declaredAt, due, late } = headlineOf(state);
  const sum = (count: 'total' | 'told' | 'waived') => state.cohorts.reduce((all, cohort) => all + cohort[count], 0);
  const byPerson = state.cohorts.reduce((all, { toldByPerson = 0 }) => all + toldByPerson, 0);
  const open = standsOpen(state);
  return [
    `**${state.id}**: ${is}, stage ${stage}, severity ${severity ?? 'not yet rated'}`,
    '',
    `- detected ${state.anchors.detected?.at ?? 'unknown'} → aware ${state.anchors.aware?.at ?? 'not yet'} → declared ${declaredAt ?? 'not yet'}${lateBy(state)}`,
    `- our commitment: ${due ? `due **${due}**` : 'nothing due to customers'}${late ? ', **LATE**' : ''}${underPolicy(state)}`,
    `- customers: ${sum('told')} of ${sum('total')} told${byPerson > 0 ? ` (${byPerson} by a person)` : ''}, ${sum('waived')} waived, ${state.unreachable} without a usable contact`,
    `- alerts without an answer: ${state.alerts.length}; owed now: ${state.outbox.map(({ kind }) => kind).join(', ') || 'nothing'}`,
    ...(open.length > 0
      ? ['', 'Stands open:', '', ...open.slice(0, LINES_SHOWN).map((line) => `- ${withIdsApart(line)}`)]
      : []),
  ].join('\n');
}

function lateBy(state: IncidentState): string {
  const late = declaredLate(state);
  return late ? `, **${late.afterHours} h after becoming aware** (at most ${late.limitHours} h)` : '';
}

/** Its words are for the incident's own page: they may be long, and confidential. */
function underPolicy({ rules, declaration }: IncidentState): string {
  return declaration?.gdpr === 'no'
    ? `; not under GDPR, by a policy of ${commitmentTermHours(rules, declaration)} h`
    : '';
}

/** Markdown would read the `1/72` of a cohort's id as a fraction. */
function withIdsApart(line: string): string {
  return line.replace(/[^\s:]*#[^\s:]*/g, '`$&`');
}
