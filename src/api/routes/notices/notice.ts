import type { Request, RequestHandler, Response } from 'express';
import { noticeQuery } from '../../../contract/queries';
import { filingOf, instantsOf } from '../../../texts/filing';
import { textHashOf } from '../../../texts/hash';
import { letterPdf } from '../../../texts/letter-pdf';
import { filled, withLink, untranslated } from '../../../texts/notice';
import { languageAmong } from '../../../texts/page';
import { ownIn, together } from '../../../texts/recipient';
import { wordsFor } from '../../../texts/sets';
import { FRESH_KEY_HOURS } from '../../../domain/administration/two-people';
import { HOUR, instantAt, plus } from '../../../domain/primitives/instant';
import type { IncidentId } from '../../../domain/case/state';
import type { IncidentView } from '../../../domain/view';
import type { StoredNotice } from '../../../register';
import type { ApiDeps } from '../../deps';
import { queryAs } from '../../http/input';
import { sendLetter } from '../../http/page';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readCaughtUp } from '../../incidents/sight';
import { requireTellable } from '../../incidents/withheld';
import { standing } from '../case/reading';
import type { CustomerId } from '../../../domain/primitives/parties';

/** A notice: as approvers see it, in each language with its facts; or, where a person asks for text or a page, as one recipient reads it. */
export const readNotice = (deps: ApiDeps): RequestHandler => {
  return async (request, response) => {
    const { language, customer } = queryAs(noticeQuery, request);
    const type = typeOf(request, response);
    const id = incidentIdOf(request);
    const sight = await readCaughtUp(deps, id, personOf(response));
    await noteReading(deps, request, response, 'notice', sight.view);
    const number = numberOf(request);
    const notice = sight.view.notices.find((one) => one.number === number);
    if (!notice) throw new Problem('not-found', `${id} has no notice of that number.`);
    const composed = await deps.register.notices.get(id, notice.number);
    const wanted = { incident: id, number: notice.number, language, customer };
    if (type === PDF_TYPE) return await sendPdf(response, await letterOf(deps, wanted, composed), composed);
    if (type !== JSON_TYPE) return sendLetter(response, type, await letterOf(deps, wanted, composed));
    const { texts = {}, facts, composedAt } = composed ?? {};
    const isLetter = composed && (language !== undefined || customer !== undefined);
    const letter = isLetter ? await letterOf(deps, wanted, composed) : undefined;
    const withoutContact = withoutContactOf(sight.view);
    const factsBy = await deps.register.notices.factsBy(id, notice.draftedAt);
    const freshKeys = await freshKeysOf(deps, notice);
    const order = await deps.register.notices.ordered(id, notice.number);
    const lacking = facts ? untranslated({ ...order, kind: notice.kind, facts }, Object.keys(texts)) : {};
    const comments = await deps.register.notices.comments(id, number ?? 0);
    const ownUntranslated = await deps.register.snapshots.untranslated({ incident: id, notice: notice.number });
    const made = { texts, facts, untranslated: lacking, ownUntranslated, composedAt, factsBy, comments };
    const filing =
      composed && letter && customer !== undefined ? filingFor(deps, sight.view, composed, letter) : undefined;
    response.json({ ...standing(sight), notice, withoutContact, ...made, freshKeys, letter: shown(letter), filing });
  };
};

/** Who approves or releases it must see whom it will not reach. */
function withoutContactOf({ scope: { unreachable, unreachableCustomers } }: IncidentView) {
  return { customers: unreachableCustomers, more: unreachable - unreachableCustomers.length };
}

/** A key that somebody else had granted may be in that one's hands: the other approver is to know. */
async function freshKeysOf({ register }: ApiDeps, { approvals }: Pick<IncidentView['notices'][number], 'approvals'>) {
  const found = approvals.map(({ by, at }) =>
    register.keys.grantedBetween([by], plus(at, -FRESH_KEY_HOURS * HOUR), at),
  );
  return (await Promise.all(found)).flat();
}

function shown(letter: Letter | undefined) {
  if (!letter) return undefined;
  const { values: _, ...read } = letter;
  return read;
}

type Letter = Awaited<ReturnType<typeof letterOf>>;

/** From what was taken down of this customer, and the facts that the notice was drafted from. */
function filingFor({ sender }: ApiDeps, view: IncidentView, stored: StoredNotice, letter: Letter) {
  const { incident, notice, kind, facts, withheld } = stored;
  const instants = instantsOf(view.anchors);
  const number = view.notices.find((one) => one.number === notice)?.sentAs ?? notice;
  const { language, values } = letter;
  const { exercise } = view.report;
  return filingOf({ incident, notice: number, kind, language, exercise, facts, withheld, instants, sender, values });
}

async function sendPdf(response: Response, letter: Letter, composed: StoredNotice | undefined): Promise<void> {
  const madeAt = composed?.composedAt ?? instantAt(0);
  response.type(PDF_TYPE).send(await letterPdf(letter, { language: letter.language, madeAt }));
}

const JSON_TYPE = 'application/json';
const PDF_TYPE = 'application/pdf';

function typeOf(request: Request, response: Response): string {
  response.vary('Accept');
  const type = request.accepts([JSON_TYPE, 'text/plain', 'text/html', PDF_TYPE]);
  if (type === false) throw new Problem('not-acceptable', 'A notice is JSON, plain text, HTML or PDF.');
  return type;
}

interface Wanted {
  incident: IncidentId;
  number: number;
  language?: string;
  customer?: CustomerId;
}

/** Of a composed notice, as one reads it; `values` is what it was filled in with. @throws Problem */
export async function letterOf(deps: ApiDeps, wanted: Wanted, composed?: StoredNotice) {
  if (!composed) throw new Problem('not-found', 'This notice is being composed, which takes a moment.');
  const letter = (await asTakenDown(deps, wanted, composed)) ?? (await asThingsStand(deps, wanted, composed));
  await requireTellable(deps, wanted.incident, letter);
  return letter;
}

/** Whatever became of templates, facts and contacts since: the text as approved, filled in with what was taken down then. */
async function asTakenDown(
  { register, publicUrl, sets }: ApiDeps,
  { incident, number, language, customer }: Wanted,
  stored: StoredNotice,
) {
  const [row] = await register.snapshots.letters(incident, number, { customer, limit: 1 });
  if (!row) return undefined;
  const isSent = language === undefined || language === row.textLanguage;
  const chosen = language ?? row.textLanguage;
  const words = isSent ? undefined : wordsFor(sets, chosen);
  const values = { ...row.values, ...(words && ownIn(row.own, words)) };
  const written = filled(textOf(stored, chosen), values);
  const sha256 = textHashOf(chosen, written);
  const proof = { sha256, ...(isSent && { approvedSha256: row.textSha256 }) };
  return {
    ...{ language: chosen, values, ...values },
    address: row.address,
    ...proof,
    ...withLink(written, `${publicUrl}/n/…`),
  };
}

async function asThingsStand(deps: ApiDeps, wanted: Wanted, composed: StoredNotice) {
  const { register } = deps;
  const { incident, language, customer } = wanted;
  const addressee = await register.notices.addressee(incident, customer);
  if (!addressee && customer !== undefined)
    throw new Problem('not-found', `The customer ${customer} is not in the scope of ${incident}.`);
  const { language: own = '', accounts = [], contact } = addressee ?? {};
  const chosen = language ?? languageAmong(Object.keys(composed.texts), own);
  const read = accounts.length > 0 ? together(accounts, wordsFor(deps.sets, chosen)) : undefined;
  const recipient = read && { ...read, ...(contact && { contact }) };
  const linked = withLink(textOf(composed, chosen), `${deps.publicUrl}/n/…`);
  const written = recipient ? filled(linked, recipient) : linked;
  return { language: chosen, values: recipient ?? { customer: '', account: '' }, ...recipient, ...written };
}

function textOf({ texts }: StoredNotice, language: string) {
  const text = texts[language];
  if (!text) throw unknownLanguage(language, Object.keys(texts));
  return text;
}

function unknownLanguage(language: string, languages: string[]): Problem {
  const detail = `must be one of: ${languages.join(', ')}`;
  return new Problem('bad-request', `This notice is not in the language ${language}.`, {
    errors: [{ parameter: 'language', detail }],
  });
}

export function numberOf(request: Request): number | undefined {
  const { number } = request.params;
  return typeof number === 'string' && /^[1-9]\d{0,8}$/.test(number) ? Number(number) : undefined;
}
