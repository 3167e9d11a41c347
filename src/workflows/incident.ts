import { answerOf, type Answer } from '../domain/answer';
import { alarmsOf } from '../domain/clocks/alarms';
import { commands, isPersonCommand } from '../domain/commands';
import type { Page } from '../domain/events';
import { evolve } from '../domain/evolve';
import { openingPage, type Opening } from '../domain/open';
import type { Instant } from '../domain/primitives/instant';
import { receive } from '../domain/receive';
import type { IncidentState } from '../domain/state';
import { upgraded } from '../domain/upgraded';
import { viewOf, type IncidentView } from '../domain/view';
import type { Begun } from './beginning';
import { incidentEffects } from './incident-effects';
import { carry, startedAt, type Aggregate, type Carried } from './shell';
import { show } from './show';

/** A new incident, or one continued from the previous run: its state, and the pages not yet in the register. */
export type IncidentInput = ({ opening: Opening } | Carried<IncidentState, Page>) & Begun;

/** One incident from report to closing. */
export async function incident(input: IncidentInput): Promise<{ sequence: number; outcome: string }> {
  return await carry(INCIDENT, input, () =>
    'state' in input ? input : { first: openingPage(input.opening, takenAt(input.opening)) },
  );
}

/** An exercise begins at the first instant of its story, whenever that is. */
function takenAt({ report }: Opening): Instant | undefined {
  return report.exercise ? undefined : startedAt();
}

const INCIDENT: Aggregate<IncidentState, Page, Answer, IncidentView> = {
  commands,
  isPersonCommand,
  receive,
  evolve,
  upgraded,
  answerOf,
  view: { of: viewOf, description: 'The incident as it stands, with its clocks and what is owed.' },
  alarmsOf,
  paceOf: ({ report }) => report.exercise?.pace,
  effects: incidentEffects,
  show,
  isEnded: ({ stage }) => stage.stage === 'closed',
  outcomeOf: ({ stage }) => (stage.stage === 'closed' ? stage.outcome : ''),
  uncancellable: 'An incident is ended by closing it, not by cancelling its workflow.',
};
