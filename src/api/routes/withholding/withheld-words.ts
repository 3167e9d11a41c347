import type { RequestHandler } from 'express';
import type { ApiDeps } from '../../deps';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readWhole } from '../../incidents/sight';

/** The words themselves, for who approves that they are withheld. */
export function readWithheldWords(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const id = incidentIdOf(request);
    const { view } = await readWhole(deps, id, personOf(response));
    await noteReading(deps, request, response, 'withheld words', view);
    await deps.readings.settled();
    const kept = await deps.register.withheldWords.of(id);
    const items = view.withholdings.flatMap(({ number, seal }) => {
      const found = kept.find((one) => one.seal === seal);
      return found ? [{ withholding: number, words: found.words }] : [];
    });
    response.json({ items });
  };
}
