import type { Request, RequestHandler } from 'express';
import { SCOPE_ROWS_MAX } from '../../../contract/commands';
import {
  languageColumn,
  SCOPE_COLUMNS,
  scopeBody,
  scopeCells,
  scopeImportQuery,
  scopeRow,
} from '../../../contract/scope/scope-import';
import type { Answer } from '../../../domain/answer';
import type { IncidentId } from '../../../domain/case/state';
import { ownKeys } from '../../../domain/scope/own-words';
import type { FileRow, Person } from '../../../register';
import type { ApiDeps } from '../../deps';
import { badRows, isCsv, readRows } from '../../http/csv';
import { answerOnce, type Once, type Reply } from '../../http/idempotency';
import { queryAs } from '../../http/input';
import { listBodyAs } from '../../http/list-body';
import type { FaultPoint } from '../../http/problem';
import { personOf } from '../../http/sign-in';
import { hashInSlices, openSlices } from '../../../primitives/slices';
import { answerInSteps, type Step } from '../../http/steps';
import { incidentIdOf } from '../../incidents/incident-id';
import { readWhole } from '../../incidents/sight';
import { requireNothingWithheldIn } from '../../incidents/withheld';
import { answeredOf } from '../case/commanding';
import type { CustomerId } from '../../../domain/primitives/parties';

/**
 * Keeps the rows in the register, and gives the incident one command that names the file: its history holds a hash, however many customers there
 * are. A dry run is no act, and takes no idempotency key.
 */
export function importScope(deps: ApiDeps): RequestHandler {
  return async (request, response) => {
    const { dryRun, file } = queryAs(scopeImportQuery, request);
    const source = await hashInSlices(bytesOf(request), openSlices());
    await answerInSteps(request, response, async (step) => {
      const sending = { id: incidentIdOf(request), person: personOf(response), file, source, step };
      if (dryRun) response.json((await imported(deps, request, sending)).body);
      else await answerOnce(deps, request, response, { source }, (once) => imported(deps, request, sending, once));
    });
  };
}

interface Sending {
  id: IncidentId;
  person: Person;
  /** A name for it. */
  file?: string;
  /** SHA-256 of what was sent. */
  source: string;
  step: Step;
}

async function imported(deps: ApiDeps, request: Request, sending: Sending, once?: Once): Promise<Reply> {
  const { id, person, step } = sending;
  const table = await tableOf(request, sending);
  const { file, rows } = table;
  step('read', rows.length);
  await requireNothingWithheldIn(deps, id, { customers: rows });
  await requireCustomers(deps, sending, table);
  const as = { file, sha256: sending.source, by: person.id, at: deps.clock() };
  const delta = await deps.register.scope.files.compare(id, rows, once && as);
  step('checked', rows.length);
  const answer = { file, sha256: sending.source, rows: rows.length, ...delta };
  if (!once) return { status: 200, body: { ...answer, dryRun: true } };
  step('kept', rows.length);
  const body = { file, sha256: sending.source, rows: rows.length };
  const reply = await answeredOf(deps, { id, command: 'import-scope', person, body }, once);
  return { ...reply, body: { ...answer, dryRun: false, ...takenBy(reply.body as Answer) } };
}

function takenBy({ sequence, events }: Answer) {
  const taken = events.find((event) => event.type === 'scope-imported');
  return { sequence, ...(taken && { effect: taken.effect }) };
}

interface Table {
  file: string;
  rows: FileRow[];
  /** Where a row's customer stands. */
  pointer: (row: number) => string;
}

async function tableOf(request: Request, { file }: Sending): Promise<Table> {
  if (!isCsv(request)) {
    const body = { name: 'customers', max: SCOPE_ROWS_MAX, element: scopeRow, body: scopeBody };
    const { elements, rest } = await listBodyAs(request, body);
    const rows: FileRow[] = [];
    const pause = openSlices();
    for (const { customer, ...said } of elements) {
      await pause();
      rows.push({ customer, ...ownKeys(said) });
    }
    const named = (rest['file'] as string | undefined) ?? 'customers';
    return { file: file ?? named, rows, pointer: (row) => `/customers/${row}/customer` };
  }
  const columns = { names: SCOPE_COLUMNS, required: ['customer'], others: 'refused', named: languageColumn } as const;
  const { rows } = await readRows(request, { row: scopeCells, columns, rowsMax: SCOPE_ROWS_MAX });
  const pointer = (row: number) => `/${rows[row]?.number}/customer`;
  return { file: file ?? 'customers', rows: rows.map(({ value }) => value), pointer };
}

/** An empty body is none. */
function bytesOf({ body }: Request): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}

/** All or none: who stands there twice, or is no customer, is a fault of its row. */
async function requireCustomers(deps: ApiDeps, { id, person }: Sending, { rows, pointer }: Table): Promise<void> {
  const places = new Map<string, number>();
  const faults: FaultPoint[] = [];
  const pause = openSlices();
  for (const [row, { customer }] of rows.entries()) {
    await pause();
    const other = places.get(customer);
    if (other === undefined) places.set(customer, row);
    else faults.push({ pointer: pointer(row), detail: `${customer} stands at ${pointer(other)}, too` });
  }
  const at = (customer: CustomerId, detail: string) => ({ pointer: pointer(places.get(customer) ?? 0), detail });
  const unknown = await deps.register.scope.files.unknown([...places.keys()]);
  faults.push(...unknown.first.map((customer) => at(customer, 'is no customer in the register; import it first')));
  const { view } = await readWhole(deps, id, person);
  const isUnknown = (customer: CustomerId) => unknown.first.includes(customer);
  const named = view.scope.unknownCustomers.filter((customer) => places.has(customer) && !isUnknown(customer));
  faults.push(...named.map((customer) => at(customer, NAMED_BEFORE)));
  if (faults.length > 0) throw badRows(faults, faults.length + unknown.count - unknown.first.length);
}

/** A cohort has one instant: the file's customers are owed from now. */
const NAMED_BEFORE =
  'was named as affected before it was in the register, and is owed from then; add it first (add-affected-customers)';
