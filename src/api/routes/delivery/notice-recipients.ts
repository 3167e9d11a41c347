import { stringify } from 'csv-stringify/sync';
import type { Request, RequestHandler, Response } from 'express';
import { RECIPIENT_COLUMNS, recipientsQuery } from '../../../contract/delivery/notice-recipients';
import { filled, withLink } from '../../../texts/notice';
import { textHashOf } from '../../../texts/hash';
import type { NoticeRef, OneRecipient, WhichRecipients } from '../../../register';
import type { ApiDeps } from '../../deps';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readCaughtUp } from '../../incidents/sight';
import { numberOf } from '../notices/notice';
import { standing } from '../case/reading';

type Reading = (deps: ApiDeps) => RequestHandler;

/** Whom a notice goes to: page by page as JSON with the counts of all, as CSV whole. */
export const listRecipients: Reading = (deps) => async (request, response) => {
  const query = queryAs(recipientsQuery, request);
  response.vary('Accept');
  const type = request.accepts(['application/json', 'text/csv']);
  if (type === false) throw new Problem('not-acceptable', 'Recipients are JSON or CSV.');
  const sight = await readCaughtUp(deps, incidentIdOf(request), personOf(response));
  await noteReading(deps, request, response, 'deliveries', sight.view);
  const notice = noticeOf(request);
  if (type === 'text/csv') return sendCsv(deps, response, notice, query);
  const { recipients } = deps.register;
  const { sending } = sight.view.notices.find(({ number }) => number === notice.notice) ?? {};
  const [items, found] = [await recipients.list(notice, query), await recipients.count(notice, query)];
  response.json({ ...standing(sight), ...(await recipients.progress(notice)), sending, found, items });
};

export const readRecipient: Reading = (deps) => async (request, response) => {
  const sight = await readCaughtUp(deps, incidentIdOf(request), personOf(response));
  await noteReading(deps, request, response, 'deliveries', sight.view);
  const found = await deps.register.recipients.one(noticeOf(request), String(request.params.recipient));
  if (!found) throw new Problem('not-found', 'This notice does not go to that recipient.');
  const { attemptList: attempts, marks, id: _, textSha256: __, ...recipient } = found;
  const letter = await letterOf(deps, noticeOf(request), found);
  response.json({ ...standing(sight), recipient, attempts, marks, letter });
};

function noticeOf(request: Request): NoticeRef {
  return { incident: incidentIdOf(request), notice: numberOf(request) ?? 0 };
}

/** The text that was approved, filled in as the mail had it. */
async function letterOf({ register, publicUrl }: ApiDeps, { incident, notice }: NoticeRef, row: OneRecipient) {
  const text = (await register.notices.get(incident, notice))?.texts[row.language];
  const [values] = await register.deliveries.recipients([row.id]);
  if (!text || !values) return undefined;
  const written = filled(text, { contact: row.name, ...values });
  const isAsApproved = row.textSha256 && textHashOf(row.language, written) === row.textSha256;
  const { subject, text: words } = withLink(written, `${publicUrl}/n/…`);
  return { subject, text: words, ...(row.textSha256 && { isAsApproved }) };
}

const ROWS_AT_ONCE = 2_000;

/** Written as it is read, so that 100,000 rows are never held at once. No cell begins as a formula does: a spreadsheet would run it. */
async function sendCsv(
  { register }: ApiDeps,
  response: Response,
  notice: NoticeRef,
  { outcome, q }: Pick<WhichRecipients, 'outcome' | 'q'>,
): Promise<void> {
  response.attachment(`${notice.incident}-notice-${notice.notice}.csv`).type('text/csv');
  for (let after: string | undefined, isFirst = true; ; isFirst = false) {
    const rows = await register.recipients.list(notice, { outcome, q, limit: ROWS_AT_ONCE, after });
    response.write(stringify(rows, { ...CSV, header: isFirst, bom: isFirst }));
    after = rows.at(-1)?.recipient;
    if (rows.length < ROWS_AT_ONCE) break;
  }
  response.end();
}

const CSV = {
  columns: [...RECIPIENT_COLUMNS],
  escape_formulas: true,
  cast: { boolean: (value: boolean) => (value ? 'yes' : 'no') },
};
