import { raise } from '../../alerts/alerts';
import { helpDetail } from '../../clocks/await-help';
import { refuse } from '../../primitives/refusal';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';
import type { PersonId } from '../../primitives/people';
import type { HelpRequest } from '../state';
import type { IncidentState } from '../../state';
import { outsidersFault } from '../../visibility';
import type { CustomerId } from '../../primitives/parties';

export interface AskHelp {
  customer: CustomerId;
  words: string;
  /** Who sees to it; without one, who records it. */
  owner?: PersonId;
}

export interface AnswerHelp {
  customer: CustomerId;
  words: string;
}

export const askHelp: CommandRule<AskHelp> = {
  description:
    'Note that one customer asked for help, and who sees to it. Asked for again under another owner, it passes to them; its clock goes on.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state, said, nextId }, { customer, words, owner = said.by }) => {
    if (!Object.hasOwn(state.roster, owner))
      return refuse('unknown-person', `Nobody here has the id ${owner}; see /api/people.`, ['/owner']);
    const fault = outsidersFault(state, [owner], '/owner');
    if (fault) return fault;
    if (openFor(state, customer)?.owner === owner)
      return refuse('already-so', `${customer} waits for ${owner} already. Write down what is new by note-progress.`);
    const options = { detail: helpDetail({ customer, owner }), acknowledge: true };
    const call = raise(state, said.at, nextId(), 'help-asked', { persons: [owner] }, options);
    return [{ type: 'help-asked', customer, words, owner }, ...(owner === said.by ? [] : [call])];
  },
};

export const answerHelp: CommandRule<AnswerHelp> = {
  description: 'Note that a customer got the help it asked for, or why not, and in what words it was told.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state }, { customer, words }) =>
    openFor(state, customer)
      ? [{ type: 'help-answered', customer, words }]
      : refuse('nothing-open', `${customer} waits for no help.`, ['/customer']),
};

function openFor({ help }: IncidentState, customer: CustomerId): HelpRequest | undefined {
  return help.find((one) => one.customer === customer);
}
