import type { Request, RequestHandler } from 'express';
import { newPerson, PEOPLE_COLUMNS, PEOPLE_ROWS_MAX, personChange, personRow } from '../../../contract/parties/people';
import { listQuery } from '../../../contract/queries';
import type { Author } from '../../../domain/administration/story';
import type { Asked, Person } from '../../../register';
import { badRows, isCsv, readRows } from '../../http/csv';
import type { ApiDeps } from '../../deps';
import { answerOnce, type Reply } from '../../http/idempotency';
import { bodyAs, queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { publishRoster } from '../../incidents/roster';
import { authorOf } from '../../http/sign-in';
import { sha256 } from '../../../primitives/hash';
import { presentPerson } from '../../presenters';

type Serving = (deps: ApiDeps) => RequestHandler;

export const listPeople: Serving = (deps) => async (request, response) => {
  const page = queryAs(listQuery, request);
  const { rows, next } = await deps.register.people.list(page);
  response.json({ asOf: deps.clock(), items: rows.map(presentPerson), next });
};

export const readPerson: Serving = (deps) => async (request, response) => {
  response.json(presentPerson(await personIn(deps, request)));
};

/** One person as JSON, or many as CSV: people who exist already are replaced by the file's row. */
export const addPeople: Serving = (deps) => async (request, response) => {
  const people = isCsv(request) ? await fromCsv(request) : undefined;
  const body = people ?? [bodyAs(newPerson, request)];
  await answerOnce(deps, request, response, body, () => {
    const author = authorOf(deps, response);
    return people ? storeAll(deps, people, author, sha256(request.body as Buffer)) : addOne(deps, body, author);
  });
};

export const changePerson: Serving = (deps) => async (request, response) => {
  const change = bodyAs(personChange, request);
  const changed = { ...(await personIn(deps, request)), ...change };
  const stored = await deps.register.people.upsertMany([changed], authorOf(deps, response));
  if ('asked' in stored) {
    response.status(202).location(PENDING).json(stored);
    return;
  }
  publishRoster(deps, stored.roster);
  response.json(presentPerson(changed));
};

export async function personIn({ register }: ApiDeps, request: Request): Promise<Person> {
  const parsed = newPerson.shape.id.safeParse(request.params.id);
  const person = parsed.success ? await register.people.get(parsed.data) : undefined;
  if (!person) throw new Problem('not-found', 'There is nobody with this id.');
  return person;
}

async function addOne(deps: ApiDeps, [person]: Person[], author: Author): Promise<Reply> {
  if (!person) throw new Error('A body of one person has one');
  const outcome = await deps.register.people.add(person, author);
  if (outcome === 'already-there') throw new Problem('already-there', `There is somebody with the id ${person.id}.`);
  if ('asked' in outcome) return askedFor(outcome);
  publishRoster(deps, outcome.roster);
  return { status: 201, headers: { Location: `/api/people/${person.id}` }, body: presentPerson(person) };
}

async function storeAll(deps: ApiDeps, people: Person[], author: Author, source: string): Promise<Reply> {
  const outcome = await deps.register.people.upsertMany(people, author, source);
  if ('asked' in outcome) return askedFor(outcome);
  const { roster, ...stored } = outcome;
  publishRoster(deps, roster);
  return { status: 200, body: stored };
}

const PENDING = '/api/administration/pending';

/** It takes two people, and waits for the second. */
function askedFor(asked: Asked): Reply {
  return { status: 202, headers: { Location: PENDING }, body: asked };
}

/** A column that nobody knows may be a misspelt `active`, so none is left out in silence. */
const COLUMNS = {
  names: PEOPLE_COLUMNS,
  required: PEOPLE_COLUMNS.filter((column) => column !== 'active'),
  others: 'refused',
} as const;

async function fromCsv(request: Request): Promise<Person[]> {
  const { rows } = await readRows(request, { row: personRow, columns: COLUMNS, rowsMax: PEOPLE_ROWS_MAX });
  const first = new Map([...rows].reverse().map(({ value, number }) => [value.id, number]));
  const repeated = rows.filter(({ value, number }) => first.get(value.id) !== number);
  if (repeated.length > 0)
    throw badRows(repeated.map(({ number }) => ({ pointer: `/${number}/id`, detail: 'stands in the file before' })));
  return rows.map(({ value }) => value);
}
