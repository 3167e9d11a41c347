import { refuse } from '../../primitives/refusal';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';

export interface ReportDepartment {
  department: string;
  line: string;
}

export const reportDepartment: CommandRule<ReportDepartment> = {
  description: 'Say in one line how a department stands. The newest line holds.',
  roles: [...RESPONDERS, 'executive'],
  doors: EVERY_DOOR,
  decide: ({ state }, { department, line }) =>
    state.departments[department]?.line === line
      ? refuse('already-so', `${department} stands so already.`)
      : [{ type: 'department-reported', department, line }],
};

export interface SetBridge {
  link?: string;
  number?: string;
}

export const setBridge: CommandRule<SetBridge> = {
  description: 'Say where people meet over this incident: a link, a telephone number.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: (_hearing, { link, number }) =>
    link || number
      ? [{ type: 'bridge-set', ...(link && { link }), ...(number && { number }) }]
      : refuse('missing', 'A bridge has a link, a number, or both.', ['/link', '/number']),
};
