import type { Event, Provenance } from '../../events';
import type { Fold } from '../../fold';
import { rosterAfter } from '../../primitives/roster';
import type { Instant } from '../../primitives/instant';
import type { Filing } from '../role';
import type { Anchor, CaseSlice, HelpRequest } from '../state';
import type { IncidentState } from '../../state';

/** The case itself: its people and rules, stage, assistance, declaration and anchors. */
export const foldCase: Fold<CaseSlice> = (state, event, provenance) => {
  switch (event.type) {
    case 'roster-adopted':
    case 'roster-changed':
    case 'roster-missed':
      return rosterAfter(state.roster, event);
    case 'rules-adopted':
      return { rules: event.rules };
    case 'assigned':
      return { assignees: event.persons };
    case 'restricted':
      return { assignees: state.assignees.filter((one) => event.members.some(({ person }) => person === one)) };
    case 'member-removed':
      return { assignees: state.assignees.filter((one) => one !== event.person) };
    case 'stage-moved':
      return { stage: { stage: event.to, since: provenance.at } };
    case 'help-asked':
      return { help: asked(state.help, event, provenance.at) };
    case 'help-answered':
      return { help: state.help.filter(({ customer }) => customer !== event.customer) };
    case 'assistance-offered':
      return { assistance: 'offered' };
    case 'assistance-requested':
      return { assistance: 'requested' };
    case 'assistance-ended':
      return { assistance: 'ended' };
    case 'post-mortem-opened':
      return { postMortem: { openedAt: provenance.at, due: event.due, ...(event.isShort && { isShort: true }) } };
    case 'synthesis-offered': {
      const { type: _, ...synthesis } = event;
      return state.postMortem ? { postMortem: { ...state.postMortem, synthesis } } : {};
    }
    case 'post-mortem-approved': {
      const { approvedAt, approvedBy } = event;
      return state.postMortem ? { postMortem: { ...state.postMortem, approvedAt, approvedBy } } : {};
    }
    case 'role-set':
      return { ourRole: { role: event.role, reason: event.reason, by: provenance.by, at: provenance.at } };
    case 'authority-notified':
    case 'filing-not-required':
      return { filings: [...(state.filings ?? []), filingOf(event, provenance)].slice(0, FILINGS_KEPT) };
    case 'closed':
      return { stage: { stage: 'closed', since: provenance.at, outcome: event.outcome } };
    case 'reopened':
      return { stage: { stage: 'investigation', since: provenance.at } };
    default:
      return foldDeclaration(state, event, provenance);
  }
};

/** Who asked before has waited since then, whoever sees to it. */
/** All stand in their pages; the first ends the clock. */
const FILINGS_KEPT = 20;

function filingOf(
  event: Extract<Event, { type: 'authority-notified' | 'filing-not-required' }>,
  { at, by }: Provenance,
): Filing {
  const { authority } = event;
  if (event.type === 'filing-not-required') return { authority, by, at, notRequired: event.reason };
  const { notifiedAt, reference, lateReason } = event;
  return { authority, by, at: notifiedAt, ...(reference && { reference }), ...(lateReason && { lateReason }) };
}

function asked(
  help: HelpRequest[],
  { customer, owner }: Extract<Event, { type: 'help-asked' }>,
  at: Instant,
): HelpRequest[] {
  const before = help.find((one) => one.customer === customer);
  return [...help.filter((one) => one !== before), { customer, owner, askedAt: before?.askedAt ?? at }];
}

const foldDeclaration: Fold<Pick<CaseSlice, 'declaration' | 'withdrawn' | 'anchors'>> = (state, event, { at, by }) => {
  switch (event.type) {
    case 'declared':
      return {
        declaration: event.declaration,
        anchors: {
          ...state.anchors,
          aware: { at: event.awareAt, by, corrections: [] },
          declared: { at: event.declaredAt, by, corrections: [] },
        },
      };
    case 'declaration-confirmed':
      return state.declaration ? { declaration: { ...state.declaration, confirmedBy: by } } : {};
    case 'declaration-withdrawn':
      return { withdrawn: at };
    case 'anchor-corrected':
      return { anchors: { ...state.anchors, [event.anchor]: corrected(state, event, { at, by }) } };
    default:
      return {};
  }
};

function corrected(
  { anchors }: IncidentState,
  event: Extract<Event, { type: 'anchor-corrected' }>,
  { at, by }: Provenance,
): Anchor {
  const before = anchors[event.anchor] ?? { at: event.from, by, corrections: [] };
  const correction = {
    from: event.from,
    to: event.to,
    reason: event.reason,
    ...(event.beforeDetection && { beforeDetection: event.beforeDetection }),
    by: event.askedBy ?? by,
    confirmedBy: event.askedBy ? by : undefined,
    at,
  };
  return { ...before, at: event.to, corrections: [...before.corrections, correction] };
}
