import type { RequestHandler } from 'express';
import {
  STAFF_COLUMNS,
  STAFF_REQUIRED,
  STAFF_ROWS_MAX,
  STAFF_SYNONYMS,
  STAFF_TEMPLATE,
  staffImportQuery,
  staffPath,
  staffQuery,
  staffRow,
} from '../../../contract/training/staff';
import type { ApiDeps } from '../../deps';
import { badRows, readRows } from '../../http/csv';
import { answerOnce, type Reply } from '../../http/idempotency';
import { queryAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { authorOf } from '../../http/sign-in';
import { hashInSlices, openSlices } from '../../../primitives/slices';

type Serving = (deps: ApiDeps) => RequestHandler;

export const listStaff: Serving = (deps) => async (request, response) => {
  const { rows, next } = await deps.register.staff.list(queryAs(staffQuery, request));
  response.json({ asOf: deps.clock(), items: rows, next });
};

export const readStaff: Serving = (deps) => async (request, response) => {
  const parsed = staffPath.safeParse(request.params);
  const member = parsed.success ? await deps.register.staff.get(parsed.data.id) : undefined;
  if (!member) throw new Problem('not-found', 'There is nobody on the staff with this id.');
  response.json(member);
};

/** The file is the whole staff, all or none. A dry run is no act, and takes no idempotency key. */
export const importStaff: Serving = (deps) => async (request, response) => {
  const { dryRun, leavers } = queryAs(staffImportQuery, request);
  const expected = { row: staffRow, columns: COLUMNS, rowsMax: STAFF_ROWS_MAX, columnOf };
  const { rows, file } = await readRows(request, expected);
  const source = await hashInSlices(request.body as Buffer, openSlices());
  const staff = rows.map(({ value }) => value);
  const act = async (): Promise<Reply> => {
    const how = { dryRun, source, leavers };
    const { outcome, ...stored } = await deps.register.staff.import(staff, how, authorOf(deps, response));
    if ('faults' in stored)
      throw badRows(
        stored.faults.map(({ at, column, why }) => ({ pointer: `/${rows[at]?.number}/${column}`, detail: why })),
      );
    if (outcome === 'too-many-leave') throw manyLeave(stored.left.count);
    return { status: 200, body: { ...stored, dryRun, file } };
  };
  if (dryRun) response.json((await act()).body);
  else await answerOnce(deps, request, response, { source, leavers }, act);
};

export const showStaffTemplate: RequestHandler = (_request, response) => {
  response.attachment('staff.csv').type('text/csv; charset=utf-8').send(STAFF_TEMPLATE);
};

const COLUMNS = {
  names: STAFF_COLUMNS,
  required: STAFF_REQUIRED,
  synonyms: STAFF_SYNONYMS,
  others: 'ignored',
} as const;

function columnOf(pointer: string): string {
  return pointer.split('/')[1] ?? '';
}

function manyLeave(count: number): Problem {
  return new Problem(
    'many-leave',
    `By this file ${count} people have left. If that is so, send it again with ?leavers=${count}; else send the whole list.`,
  );
}
