import { diffLines } from 'diff';
import type { RequestHandler } from 'express';
import { noticeChangesQuery } from '../../../contract/queries';
import type { IncidentView } from '../../../domain/view';
import type { ApiDeps } from '../../deps';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readCaughtUp } from '../../incidents/sight';

type Notice = IncidentView['notices'][number];

/** What is otherwise than in the notice before, or in the draft before: line by line, so that nobody approves what they have not seen change. */
export function readNoticeChanges(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const { since, language = 'en' } = queryAs(noticeChangesQuery, request);
    const id = incidentIdOf(request);
    const { view } = await readCaughtUp(deps, id, personOf(response));
    await noteReading(deps, request, response, 'notice', view);
    const number = Number(request.params.number);
    const before = view.notices.filter((one) => one.number < number && isMeant(one, since)).at(-1);
    const is = await deps.register.notices.get(id, number);
    const was = before && (await deps.register.notices.get(id, before.number));
    const text = is?.texts[language];
    if (!text) throw new Problem('not-found', `${id} has no notice of that number in ${language}.`);
    const lines = diffLines(was?.texts[language]?.text ?? '', text.text).map(({ added, removed, value }) => ({
      change: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    }));
    response.json({ notice: number, language, ...(before && { since: before.number }), lines });
  };
}

function isMeant({ releasedAt }: Notice, since: 'notice' | 'draft'): boolean {
  return since === 'draft' || releasedAt !== undefined;
}
