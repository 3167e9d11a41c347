import type { Request, RequestHandler, Response } from 'express';
import { commandBodies } from '../../../contract/commands';
import { answerOf, type Answer } from '../../../domain/answer';
import { personCommands, type PersonCommand } from '../../../domain/commands';
import type { Instant } from '../../../domain/primitives/instant';
import type { Message } from '../../../domain/receive';
import type { IncidentId } from '../../../domain/case/state';
import type { Role } from '../../../domain/primitives/people';
import type { Person } from '../../../register';
import { readableBy } from '../../../domain/visibility';
import type { IncidentView } from '../../../domain/view';
import { refuse } from '../../../domain/primitives/refusal';
import { unreachable } from '../../../domain/primitives/unreachable';
import { declare, requireNoneWaits, signalDeclaration } from './declaring';
import type { ApiDeps } from '../../deps';
import { answerOnce, type Once, type Reply } from '../../http/idempotency';
import { incidentIdOf, missingIncident } from '../../incidents/incident-id';
import { timeIn } from '../../incidents/story-clock';
import { requireNamedCustomer } from '../../incidents/named-customer';
import { requireTrained } from '../../incidents/trained';
import { requireSeenOther } from '../../incidents/related';
import { requireNothingWithheld, withoutWords, wordsToRelease } from '../../incidents/withheld';
import { bodyAs } from '../../http/input';
import { Problem, problemOf } from '../../http/problem';
import { reopen } from './reopening';
import { credentialOf, requireRole, personOf } from '../../http/sign-in';

/** Refuses callers who may not give this command, before anything of it reaches the incident. */
export function mayGive(command: PersonCommand): RequestHandler {
  return requireRole(...(personCommands[command].roles as readonly Role[]));
}

/** Gives a command to an incident: as an update whose outcome is the answer or, if the caller prefers not to wait, as a signal. */
export function giveCommand(deps: ApiDeps, command: PersonCommand): RequestHandler {
  return async (request: Request, response: Response) => {
    const id = incidentIdOf(request);
    const person = personOf(response);
    const said = bodyAs(commandBodies[command], request);
    const body = await withoutWords(deps, { id, command, person, body: said });
    const human = await humanOf(deps, command, response);
    // Reopening may be decided right here, if no workflow is there to decide: waiting costs nothing. What says more of a human than a worker
    // of the previous release knows is never a signal, for that one would refuse it for good.
    const isAsync = command !== 'reopen' && Object.keys(human).length === 0 && prefersAsync(request);
    const given = { id, command, person, body, human };
    const act = (once: Once) => (isAsync ? signalledOf(deps, given, once) : answeredOf(deps, given, once));
    await answerOnce(deps, request, response, body, act, id);
  };
}

interface Given {
  id: IncidentId;
  command: PersonCommand;
  person: Person;
  body: object;
  /** What else is known of who says it. */
  human?: object;
}

/** The answer of the incident to one command. @throws Problem if it is refused */
export async function answeredOf(deps: ApiDeps, given: Given, once: Once): Promise<Reply> {
  const message = await checkedMessage(deps, given, once);
  const reply = await answered(deps, given.id, given.command, message, once);
  return { ...reply, body: readableReply(given.person, reply.body) };
}

async function signalledOf(deps: ApiDeps, given: Given, once: Once): Promise<Reply> {
  return signalled(deps, given.id, given.command, await checkedMessage(deps, given, once), once);
}

async function checkedMessage(deps: ApiDeps, given: Given, once: Once): Promise<Message> {
  const { id, command, person, body, human } = given;
  await requireTrained(deps, command, person);
  await requireKeptFile(deps, given);
  if (once.isWithholding !== false) await requireNothingWithheld(deps, id, body);
  await requirePassage(deps, given);
  await requireSeenOther(deps, given);
  await requireNamedCustomer(deps, { id, command, body, person, key: once.key });
  if (command === 'fast-track' && 'declaration' in body) await requireNoneWaits(deps, id);
  const now = isStamped(command, body) ? await timeIn(deps, id) : deps.clock();
  const message = marked(messageOf(now, command, person, body, once), isStamped(command, body));
  return { ...message, ...human, ...fileOf(deps, command, body), ...(await wordsToRelease(deps, given)) };
}

async function requireKeptFile({ register }: ApiDeps, { id, command, body }: Given): Promise<void> {
  if (command !== 'import-scope') return;
  const { sha256, rows } = body as { sha256: string; rows: number };
  if (await register.scope.files.has(id, sha256, rows)) return;
  const why = `No file of this hash and so many rows was sent. Send it to /api/incidents/${id}/scope/import.`;
  throw new Problem('missing', why, { errors: [{ pointer: '/sha256', detail: why }], isWhole: true, status: 422 });
}

/** A comment is on words that stand there, as every reader of it sees. @throws Problem missing */
async function requirePassage({ register }: ApiDeps, { id, command, body }: Given): Promise<void> {
  if (command !== 'comment-notice') return;
  const { notice, language, passage } = body as { notice: number; language: string; passage: string };
  const text = (await register.notices.get(id, notice))?.texts[language]?.text;
  if (text === undefined || text.includes(passage)) return;
  throw problemOf(refuse('missing', `The text of notice ${notice} in ${language} has no such passage.`, ['/passage']));
}

/** The incident keeps the playbook or regime as it is now. @throws Problem missing */
function fileOf({ playbooks, regimes }: ApiDeps, command: PersonCommand, body: object): { content?: object } {
  if (command === 'choose-playbook' || (command === 'fast-track' && 'playbook' in body))
    return { content: named('playbook', playbooks, body) };
  return command === 'judge-regime' ? { content: named('regime', regimes, body) } : {};
}

function named(what: 'playbook' | 'regime', files: ReadonlyMap<string, object>, body: object): object {
  const name = (body as Partial<Record<typeof what, string>>)[what] ?? '';
  const content = files.get(name);
  if (content) return content;
  const why = `There is no ${what} "${name}"; there are: ${[...files.keys()].join(', ')}.`;
  throw problemOf(refuse('missing', why, [`/${what}`]));
}

const TAKE_TWO: readonly PersonCommand[] = [
  'withdraw-declaration',
  'waive-customer',
  'waive-promise',
  'correct-anchor',
];

/** Who approves is recorded with what they signed in with; and whoever has several accounts counts once, where it takes two people. */
async function humanOf({ register }: ApiDeps, command: PersonCommand, response: Response) {
  const isApproval = command === 'approve-notice';
  if (!isApproval && !TAKE_TWO.includes(command)) return {};
  const { id } = personOf(response);
  const alsoAs = (await register.people.sameHuman(id)).filter((other) => other !== id);
  return { ...(isApproval && { credential: credentialOf(response) }), ...(alsoAs.length > 0 && { alsoAs }) };
}

/** The answer holds the whole incident; of a declaration that waits it holds none. */
function readableReply(person: Person, reply: object): object {
  const state = 'state' in reply ? (reply.state as IncidentView) : undefined;
  return state ? readableBy(person, state, reply) : reply;
}

function isStamped(command: PersonCommand, body: object): boolean {
  const declaration = declarationIn(command, body);
  return declaration !== undefined && !('declaredAt' in declaration);
}

function declarationIn(command: PersonCommand, body: object): object | undefined {
  if (command === 'declare') return body;
  return command === 'fast-track' ? (body as { declaration?: object }).declaration : undefined;
}

function messageOf(
  now: Instant,
  command: PersonCommand,
  { id, roles }: Person,
  body: object,
  { key, bodyHash }: Once,
): Message {
  const filled = isStamped(command, body) ? declaredAt(now, command, body) : body;
  return { ...filled, by: id, door: 'api', roles, key, bodyHash };
}

function declaredAt(now: Instant, command: PersonCommand, body: object): object {
  const declaration = { ...declarationIn(command, body), declaredAt: now };
  return command === 'declare' ? declaration : { ...body, declaration };
}

/**
 * `stamped`: the API, not the caller, set `declaredAt`; the incident may know a better instant. Not sent in signals: a worker of the
 * previous release would refuse the unknown field, and a replay of that refusal here would find a declaration.
 */
function marked(message: Message, isStampedByUs: boolean): Message {
  return isStampedByUs ? { ...message, stamped: true } : message;
}

async function answered(
  deps: ApiDeps,
  id: IncidentId,
  command: PersonCommand,
  message: Message,
  once: Once,
): Promise<Reply> {
  const since = deps.clock();
  const result = await tell(deps, id, command, message, once.key);
  switch (result.outcome) {
    case 'kept':
      return result.reply;
    case 'done':
      deps.answeredCommands.note({ id, sequence: result.answer.sequence, since });
      return { status: 200, body: result.answer };
    case 'refused':
      throw problemOf(result.refusal);
    case 'gone':
      return { status: 200, body: await answeredBefore(deps, id, once) };
    case 'crowded':
      throw new Problem('crowded', `Too many commands to ${id} wait for their turn.`);
    case 'unknown':
      deps.log.warn({ incident: id, command, why: result.why }, 'the outcome of a command is unknown');
      throw new Problem('outcome-unknown', 'The incident did not answer in time.');
    default:
      return unreachable(result);
  }
}

function tell(deps: ApiDeps, id: IncidentId, command: PersonCommand, message: Message, key: string) {
  if (command === 'reopen') return reopen(deps, id, message, key);
  if (command === 'declare') return declare(deps, id, message, key);
  return deps.incidents.update(id, command, message, key);
}

/** The command that closed an incident may be repeated after its workflow has ended; its page then holds the answer. */
async function answeredBefore({ register }: ApiDeps, id: IncidentId, { key, bodyHash }: Once): Promise<Answer> {
  const stored = await register.incidents.get(id);
  const recent = stored?.state.recentKeys.find((kept) => kept.key === key);
  if (!stored || !recent) throw await missingIncident(register, id, stored);
  if (recent.bodyHash !== bodyHash)
    throw new Problem('key-reused', 'This idempotency key came with another body before.');
  const [kept] = await register.pages.read(id, recent.sequence);
  return answerOf(stored.state, kept?.page ?? { sequence: recent.sequence, events: [] });
}

/** A signal has no caller to refuse to: the outcome is in the timeline. */
async function signalled(
  deps: ApiDeps,
  id: IncidentId,
  command: PersonCommand,
  message: Message,
  { key }: Once,
): Promise<Reply> {
  if (command === 'declare') return (await signalDeclaration(deps, id, message, key)) ?? signalReply(id, key);
  const sent = await deps.incidents.signal(id, command, message);
  if (sent.outcome === 'gone') throw await missingIncident(deps.register, id);
  if (sent.outcome === 'unknown') {
    deps.log.warn({ incident: id, command, why: sent.why }, 'a signal may not have been sent');
    throw new Problem('outcome-unknown', 'Temporal did not take the message in time.');
  }
  return signalReply(id, key);
}

function signalReply(id: IncidentId, reference: string): Reply {
  const timeline = `/api/incidents/${id}/timeline`;
  return {
    status: 202,
    headers: { 'Preference-Applied': 'respond-async', Location: timeline },
    body: { id, timeline, reference },
  };
}

/** RFC 7240: one of several preferences, in one or more headers. */
function prefersAsync(request: Request): boolean {
  const preferences = (request.get('prefer') ?? '').split(',');
  return preferences.some((preference) => preference.split(';')[0]?.trim().toLowerCase() === 'respond-async');
}
