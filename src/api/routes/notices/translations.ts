import type { RequestHandler, Response } from 'express';
import { translationsImportQuery, translationsQuery, XLIFF } from '../../../contract/notices/translations';
import type { DraftNotice } from '../../../domain/notices/acts/draft-notice';
import { FACT_FIELDS, type Translated, type UnitName } from '../../../domain/notices/facts';
import type { IncidentId } from '../../../domain/case/state';
import type { IncidentView } from '../../../domain/view';
import { sha256 } from '../../../primitives/hash';
import type { Person } from '../../../register';
import { isSameLanguage } from '../../../texts/page';
import { ownRowsOf, ownUnitsOf } from '../../../texts/own-translations';
import { unitsOf, withTranslation, withTranslations } from '../../../texts/translations';
import type { ApiDeps } from '../../deps';
import { answerOnce, type Once, type Reply } from '../../http/idempotency';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { csvOf, unitsIn, xliffOf, type FileUnit, type GivenUnit, type Languages } from '../../http/translator-files';
import { incidentIdOf } from '../../incidents/incident-id';
import { readCaughtUp } from '../../incidents/sight';
import { requireNothingWithheld } from '../../incidents/withheld';
import { answeredOf } from '../case/commanding';

/** What of the facts and of the newest draft, or of what is said of single customers, is to be said in another language. */
export function exportTranslations(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const { format, of, ...languages } = queryAs(translationsQuery, request);
    requireTwo(languages);
    const id = incidentIdOf(request);
    const { view } = await readCaughtUp(deps, id, personOf(response));
    await noteReading(deps, request, response, 'translations', view);
    const units =
      of === 'sheet'
        ? unitsOf(view.facts, (await draftIn(deps, view)) ?? {}, languages)
        : await ownUnits(deps, id, languages);
    await requireNothingWithheld(deps, id, pointed(units));
    if (format === 'json') response.json({ ...languages, units, missing: missingOf(units) });
    else if (format === 'csv') send(response, `${id}-${languages.language}.csv`, 'text/csv', csvOf(units));
    else send(response, `${id}-${languages.language}.xlf`, XLIFF, await xliffOf(units, id, languages));
  };
}

function send(response: Response, name: string, type: string, text: string): void {
  response.attachment(name).type(type).send(text);
}

/** Enters what a translator wrote into the facts, one after another, as long as nobody else changes the sheet; then drafts the notice again whose words they are. */
export function importTranslations(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const { of, ...languages } = queryAs(translationsImportQuery, request);
    requireTwo(languages);
    const [id, person] = [incidentIdOf(request), personOf(response)];
    const units = await unitsIn(request, id, languages);
    const sha = sha256(request.body as Buffer);
    const enter = of === 'sheet' ? entered : enteredOfCustomers;
    await answerOnce(deps, request, response, { ...languages, of, sha }, (once) =>
      enter(deps, { id, person, languages, units, sha }, once),
    );
  };
}

interface Sending {
  id: IncidentId;
  person: Person;
  languages: Languages;
  units: FileUnit[];
  /** SHA-256 of the file. */
  sha: string;
}

async function entered(deps: ApiDeps, sending: Sending, once: Once): Promise<Reply> {
  const { id, person, languages, units, sha } = sending;
  const { view } = await readCaughtUp(deps, id, person);
  const draft = await draftIn(deps, view);
  const standing = unitsOf(view.facts, draft ?? {}, languages);
  requireStanding(units, standing);
  await requireNothingWithheld(deps, id, pointed(units));
  const { textOf, news, ...answer } = compared(units, standing);
  const words = news.map(({ unit }) => [unit, { lang: languages.language, text: textOf(unit), file: sha }]);
  for (const { command, name, body } of commandsFor(Object.fromEntries(words) as Words, view, draft))
    await answeredOf(deps, { id, command, person, body }, ofUnit(once, name, sha));
  return { status: 200, body: { sha256: sha, ...answer } };
}

async function ownUnits({ register }: ApiDeps, id: IncidentId, languages: Languages) {
  const units = ownUnitsOf(await register.scope.said(id), languages);
  return units.map(({ field: _, customers: __, ...unit }) => unit);
}

/** As a file of affected customers does: the incident's history holds a hash, however many they are. */
async function enteredOfCustomers(deps: ApiDeps, sending: Sending, once: Once): Promise<Reply> {
  const { id, person, languages, units, sha } = sending;
  await readCaughtUp(deps, id, person);
  const standing = ownUnitsOf(await deps.register.scope.said(id), languages);
  requireStanding(units, standing);
  await requireNothingWithheld(deps, id, pointed(units));
  const { textOf, news, ...answer } = compared(units, standing);
  const rows = ownRowsOf(news, textOf, languages.language);
  if (rows.length > 0) {
    const kept = { file: `translations (${languages.language})`, sha256: sha256(JSON.stringify(rows)) };
    await deps.register.scope.files.compare(id, rows, { ...kept, by: person.id, at: deps.clock() });
    const given = { id, command: 'import-scope', person, body: { ...kept, rows: rows.length } } as const;
    await answeredOf(deps, given, ofUnit(once, 'customers', sha));
  }
  return { status: 200, body: { sha256: sha, ...answer } };
}

/** What the file says that is news, and what stands so already. */
function compared<Standing extends GivenUnit>(units: readonly FileUnit[], standing: readonly Standing[]) {
  const texts = new Map<string, string>(units.map(({ unit, target }) => [unit, target]));
  const given = standing.filter(({ unit }) => texts.get(unit));
  const isNews = ({ unit, target }: Standing) => texts.get(unit) !== target;
  const [news, same] = [given.filter(isNews), given.filter((one) => !isNews(one))];
  return {
    textOf: (unit: string) => texts.get(unit) ?? '',
    news,
    ...{ entered: namesOf(news), same: namesOf(same), missing: missingOf(units) },
  };
}

function namesOf(units: readonly GivenUnit[]): string[] {
  return units.map(({ unit }) => unit);
}

/** The newest that is neither out nor put aside, as it was ordered. */
async function draftIn({ register }: ApiDeps, { id, notices }: IncidentView): Promise<DraftNotice | undefined> {
  const open = notices.filter(({ status }) => ['composing', 'drafted', 'approved'].includes(status)).at(-1);
  return open && (await register.notices.ordered(id, open.number));
}

type Words = Partial<Record<UnitName, Translated>>;

interface ToGive {
  command: 'set-fact' | 'draft-notice';
  name: string;
  body: object;
}

/** What was written into a draft is entered by drafting it again, last, so that it has the facts that changed. */
function commandsFor(words: Words, { facts }: IncidentView, draft: DraftNotice | undefined): ToGive[] {
  const ofFacts = FACT_FIELDS.flatMap((field): ToGive[] => {
    const [fact, given] = [facts[field], words[field]];
    if (!given || fact?.status !== 'known') return [];
    return [
      { command: 'set-fact', name: field, body: { ...withTranslation(fact, given), field, instead: fact.value } },
    ];
  });
  if (!draft || !(words.message ?? words.reason)) return ofFacts;
  return [...ofFacts, { command: 'draft-notice', name: 'draft', body: withTranslations(draft, words) }];
}

/** Each is a command of its own to the incident. */
function ofUnit({ key }: Once, unit: string, sha: string): Once {
  return { key: sha256(`${key} ${unit}`), bodyHash: sha256(`${sha} ${unit}`) };
}

/** All or none: a unit of another text would be translated wrongly. @throws Problem stale-text */
function requireStanding(units: readonly FileUnit[], standing: readonly GivenUnit[]): void {
  const errors = units.flatMap(({ unit, source }, place) => {
    const is = standing.find((one) => one.unit === unit);
    const isTwice = units.findIndex((one) => one.unit === unit) !== place;
    const detail = !is ? 'is no fact to translate' : isTwice ? 'stands twice' : changed(is.source, source);
    return detail === undefined ? [] : [{ pointer: `/${unit}`, detail }];
  });
  if (errors.length === 0) return;
  const named = errors.map(({ pointer, detail }) => `${pointer.slice(1)} ${detail}`).join('; ');
  throw new Problem('stale-text', `Nothing was entered: ${named}. Have the file made anew.`, { errors });
}

function changed(is: string, was: string): string | undefined {
  return folded(is) === folded(was) ? undefined : 'has other words than when the file was made';
}

/** Programs of translators and spreadsheets write line ends of their own. */
function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function requireTwo({ from, language }: Languages): void {
  if (!isSameLanguage(from, language)) return;
  const detail = `must be another language than ${from}`;
  throw new Problem('bad-request', `\`language\` ${detail}.`, { errors: [{ parameter: 'language', detail }] });
}

function pointed(units: readonly GivenUnit[]): object {
  return Object.fromEntries(units.map(({ unit, source, target = '' }) => [unit, [source, target]]));
}

function missingOf(units: readonly GivenUnit[]): string[] {
  return units.filter(({ target = '' }) => target === '').map(({ unit }) => unit);
}
