import type { IncidentId } from '../../case/state';
import { refuse, type Refusal } from '../../primitives/refusal';
import { API_ONLY, RESPONDERS, type CommandRule } from '../../rule';
import type { IncidentState } from '../../state';

export interface LinkIncident {
  incident: string;
  reason: string;
}

/** Whether the speaker may see the other one is asked of the register, before this. */
export const linkIncident: CommandRule<LinkIncident> = {
  description: 'Say that another incident has to do with this one, and why. Both show it, to whoever may see both.',
  roles: RESPONDERS,
  doors: API_ONLY,
  decide: ({ state }, { incident, reason }) => {
    const fault = ofItself(state, incident);
    if (fault) return fault;
    const related = incident as IncidentId;
    return isLinked(state, related)
      ? refuse('already-so', `${related} is linked already.`, ['/incident'])
      : [{ type: 'incident-linked', related, reason }];
  },
};

export const unlinkIncident: CommandRule<LinkIncident> = {
  description: 'Say that another incident has nothing to do with this one after all.',
  roles: RESPONDERS,
  doors: API_ONLY,
  decide: ({ state }, { incident, reason }) =>
    isLinked(state, incident)
      ? [{ type: 'incident-unlinked', related: incident as IncidentId, reason }]
      : refuse('nothing-open', `${incident} is not linked from here.`, ['/incident']),
};

export function ofItself({ id }: IncidentState, related: string): Refusal | undefined {
  return id === related ? refuse('malformed', 'Name another incident than this one.', ['/incident']) : undefined;
}

function isLinked({ related: links }: IncidentState, wanted: string): boolean {
  return links.some(({ related }) => related === wanted);
}
