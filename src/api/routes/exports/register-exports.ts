import type { RequestHandler } from 'express';
import { registerExportQuery } from '../../../contract/queries';
import { authorityFormOf } from '../../../domain/exports/authority-form';
import { dpvOf } from '../../../domain/exports/dpv';
import { ocsfOf } from '../../../domain/exports/ocsf';
import type { VerisRecord } from '../../../domain/exports/past';
import { verisOf } from '../../../domain/exports/veris';
import { registerEntryOf } from '../../../domain/exports/register-entry';
import type { IncidentState } from '../../../domain/state';
import { registerPagePdf } from '../../../texts/register-page';
import type { ApiDeps } from '../../deps';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readCaughtUp } from '../../incidents/sight';
import { statesOf } from './register-of-incidents';

type Serving = (deps: ApiDeps) => RequestHandler;

const FORMS: Record<'veris' | 'ocsf' | 'dpv', (states: IncidentState[], past: VerisRecord[]) => object> = {
  veris: (states, past) => [...past, ...states.map(verisOf)],
  ocsf: (states) => states.map(ocsfOf),
  dpv: dpvOf,
};

/** All of the register that the reader may see, whole, for other programs. */
export const exportRegister: Serving = (deps) => async (request, response) => {
  const { form, past, ...query } = queryAs(registerExportQuery, request);
  const states = await statesOf(deps, query, personOf(response).id);
  const before = past && form === 'veris' ? await deps.register.pastIncidents.list() : [];
  response.attachment(`register-${deps.clock().slice(0, 10)}.${form}.json`);
  response
    .type(form === 'dpv' ? 'application/ld+json' : 'application/json')
    .send(JSON.stringify(FORMS[form](states, before)));
};

/** One line of it with what an authority's form asks: as JSON, or as PDF. */
export const readEntry: Serving = (deps) => async (request, response) => {
  const id = incidentIdOf(request);
  const { view } = await readCaughtUp(deps, id, personOf(response));
  await noteReading(deps, request, response, 'incident', view);
  const state = (await deps.register.incidents.get(id))?.state;
  if (!state) throw new Problem('unavailable', 'The register does not have this incident yet.');
  response.vary('Accept');
  const type = request.accepts(['application/json', 'application/pdf']);
  if (type === false) throw new Problem('not-acceptable', 'An entry of the register is JSON or PDF.');
  if (type === 'application/json') {
    const { exercise } = state.report;
    response.json({ asOf: deps.clock(), exercise, entry: registerEntryOf(state), form: authorityFormOf(state) });
    return;
  }
  response.attachment(`${id}.pdf`).type('application/pdf');
  response.send(await registerPagePdf(state, deps.clock()));
};
