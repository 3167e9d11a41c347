import type { RequestHandler } from 'express';
import type { PersonCommand } from '../../domain/commands';
import { isReporterOnly, mayBreakGlass, sightOf } from '../../domain/visibility';
import type { IncidentId } from '../../domain/case/state';
import type { ApiDeps } from '../deps';
import { signInOf, type SignedIn } from '../http/sign-in';
import { absentIncident, incidentIdOf, unknownIncident } from './incident-id';
import { readAny, statusAlone } from './sight';

/**
 * To whoever may not see an incident every command to it answers as to one that does not exist, before role or body are looked at. The
 * register may be a moment behind: the incident itself judges once more.
 */
export function mustSee(deps: ApiDeps, command?: PersonCommand): RequestHandler {
  return async (request, response, next) => {
    const id = incidentIdOf(request);
    const signedIn = signInOf(response);
    const { person } = signedIn;
    const sight = await seen(deps, id, signedIn, command);
    if (sight === 'hidden') throw unknownIncident();
    if (sight === 'status' && !isReporterOnly(person)) throw statusAlone();
    if (sight === 'absent') throw isReporterOnly(person) ? unknownIncident() : await absentIncident(deps.register, id);
    next();
  };
}

type Seen = 'there' | 'status' | 'hidden' | 'absent';

async function seen(
  deps: ApiDeps,
  id: IncidentId,
  { person, sight: asked }: SignedIn,
  command?: PersonCommand,
): Promise<Seen> {
  const now = deps.clock();
  const known = asked === undefined ? await deps.register.incidents.sight(id, person.id, now) : asked;
  if (known) {
    const sight = known.restricted ? known.own : sightOf(person, { report: { reporter: known.reporter } }, now);
    if (sight === 'whole') return 'there';
  }
  const view = (await readAny(deps, id))?.view;
  if (!view) return 'absent';
  if (command === 'break-glass' && mayBreakGlass(person, view)) return 'there';
  return SEEN[sightOf(person, view, now)];
}

const SEEN = { whole: 'there', status: 'status', none: 'hidden' } as const;
