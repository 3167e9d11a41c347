import { setTimeout as delay } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { incidentQuery, type INCIDENT_VIEWS } from '../../../contract/queries';
import { HOUR, plus, type Instant } from '../../../domain/primitives/instant';
import { isReporterOnly } from '../../../domain/visibility';
import type { IncidentSort, IncidentView, Person, UnlistedReport } from '../../../register';
import type { ApiDeps } from '../../deps';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { personOf } from '../../http/sign-in';
import { presentHeadline, presentStatus } from '../../presenters';

/** The list of incidents, with what was written before it was asked for: it waits a moment for the register, and names what is still lacking. */
export const listIncidents = (deps: ApiDeps): RequestHandler => {
  return async (request, response) => {
    const { sort, view, ...query } = queryAs(incidentQuery, request);
    const person = personOf(response);
    const own = isReporterOnly(person) ? person.id : undefined;
    if (own !== undefined) refuseInquiry({ view, ...query });
    const { asOf, unlisted } = await caughtUp(deps);
    const { rows, next } = await deps.register.incidents.list({
      ...query,
      view: view && viewFor(view, person, deps.clock()),
      sort: sort.replace('-', '') as IncidentSort,
      descending: sort.startsWith('-'),
      reporter: own ?? query.reporter,
      seenBy: { person: person.id, now: deps.clock(), sight: own === undefined ? 'whole' : 'status' },
    });
    const listed = new Set(rows.map(({ id }) => id));
    const pending = unlisted
      .filter(({ id, by, restricted }) => !listed.has(id) && by === (restricted ? person.id : (own ?? by)))
      .map(({ id, by, receivedAt }) => ({ id, reporter: by, receivedAt }));
    response.json({
      asOf,
      items: rows.map((row) => (own === undefined ? presentHeadline(row) : presentStatus(row))),
      next,
      ...(pending.length > 0 && { pending }),
    });
  };
};

function viewFor(view: (typeof INCIDENT_VIEWS)[number], { id: person, roles }: Person, now: Instant): IncidentView {
  switch (view) {
    case 'mine':
      return { view, person };
    case 'due-soon':
      return { view, before: plus(now, DUE_SOON_MS) };
    case 'awaiting-my-approval':
      return { view, person, roles };
    default:
      return { view };
  }
}

const DUE_SOON_MS = 24 * HOUR;

/** What a reporter does not read of an incident they cannot find out by asking for it either. */
const OF_THE_INQUIRY = ['view', 'owner', 'owes', 'customer', 'q'] as const;

function refuseInquiry(query: Partial<Record<string, unknown>>): void {
  const asked = OF_THE_INQUIRY.filter((name) => query[name] !== undefined);
  if (asked.length === 0) return;
  throw new Problem('not-permitted', `${asked.join(', ')} are for those who may read the inquiry.`, {
    errors: asked.map((parameter) => ({ parameter, detail: 'is not for reporters' })),
  });
}

const LOOK_EVERY_MS = 25;
/** A report whose page is not kept after so long is found by the hourly check. */
const UNLISTED_FOR_MS = HOUR;

/** Waits until the register has the pages of all reports that were opened and of all commands that this process answered. */
async function caughtUp(deps: ApiDeps): Promise<{ asOf: Instant; unlisted: UnlistedReport[] }> {
  const deadline = performance.now() + deps.patience.catchUp;
  for (;;) {
    const now = deps.clock();
    const unlisted = await deps.register.reports.unlisted(plus(now, -UNLISTED_FOR_MS));
    const lackingSince = await deps.answeredCommands.lackingSince(deps.register);
    const isWhole = lackingSince === undefined && unlisted.every(({ state }) => state === 'waiting');
    if (isWhole || performance.now() >= deadline) return { asOf: lackingSince ?? now, unlisted };
    await delay(LOOK_EVERY_MS);
  }
}
