import type { PersonCommand } from '../../domain/commands';
import type { IncidentId } from '../../domain/case/state';
import type { MarkOutcome, ScopeMark } from '../../domain/scope/state';
import type { IncidentView } from '../../domain/view';
import type { Person } from '../../register';
import type { ApiDeps } from '../deps';
import { Problem, type FaultPoint } from '../http/problem';
import { readWhole } from './sight';
import type { CustomerId } from '../../domain/primitives/parties';

/** A command that names a customer, as the API was given it. */
export interface Naming {
  id: IncidentId;
  command: PersonCommand;
  body: object;
  person: Person;
  /** Under which the incident may have taken it before. */
  key: string;
}

/**
 * Refuses at once what the register would not mark, so that nobody learns it by an alert later. Where the scope is being worked out, or the incident
 * knows better, it decides by itself. @throws Problem
 */
export async function requireNamedCustomer(deps: ApiDeps, naming: Naming): Promise<void> {
  const { command, body } = naming;
  const { customer, contact } = body as { customer?: CustomerId; contact?: string };
  if (customer === undefined) return;
  if (command === 'ask-help') return await requireRegistered(deps, customer);
  if (command === 'send-again') return await requireRecipient(deps, naming, customer);
  if (command === 'try-next-contact') return await requireNext(deps, naming, customer);
  const mark = MARKS[command];
  if (!mark) return;
  const outcome = await deps.register.scope.outcome({ incident: naming.id, customer, mark, contact });
  if (outcome === 'marked' || (await isForTheIncident(deps, naming, customer))) return;
  throw problemWith(outcome, naming, customer, contact);
}

/** What each command marks in the register. */
const MARKS: Partial<Record<PersonCommand, ScopeMark['mark']>> = {
  'remove-affected-customer': 'removed',
  'clear-customer': 'cleared',
  'record-contact': 'told',
  'revoke-contact': 'untold',
  'waive-customer': 'waived',
};

async function requireRegistered({ register }: ApiDeps, customer: CustomerId): Promise<void> {
  if (await register.customers.get(customer)) return;
  throw unknown(customer, 'is not in the register. Take its id from GET /api/customers, or import it first.');
}

async function requireRecipient({ register }: ApiDeps, { id, body }: Naming, customer: CustomerId): Promise<void> {
  const { notice = 0 } = body as { notice?: number };
  if (await register.deliveries.wasPlannedFor({ incident: id, notice }, customer)) return;
  throw unknown(customer, `is nobody whom notice ${notice} of ${id} went to; see GET /api/incidents/${id}/deliveries.`);
}

/** What a retry of the same command would find planned already is for the incident to know. */
async function requireNext(deps: ApiDeps, naming: Naming, customer: CustomerId): Promise<void> {
  const { id, body, key } = naming;
  const { notice = 0 } = body as { notice?: number };
  const rung = await deps.register.deliveries.nextRungOf({ incident: id, notice }, customer);
  if (rung === 'contact' || rung === 'webhook' || (await wasTaken(deps, id, key))) return;
  if (rung === 'not-planned') return await requireRecipient(deps, naming, customer);
  throw rung === 'answered'
    ? new Problem(
        'already-so',
        `${customer} opened or answered notice ${notice}; nobody else needs to be tried for it.`,
      )
    : new Problem(
        'nothing-open',
        `Each contact and webhook of ${customer} was tried by notice ${notice}. Tell it in person and record that (record-contact), or enter another contact of it first.`,
      );
}

async function isForTheIncident(deps: ApiDeps, { id, command, person, key }: Naming, customer: CustomerId) {
  const { view } = await readWhole(deps, id, person);
  return isUnsettled(view, command, customer) || (await wasTaken(deps, id, key));
}

/** Of a withdrawn declaration a waiver means the notice of that, and also who was told may be waived. */
function isUnsettled({ scope, stage, withdrawn, owed }: IncidentView, command: PersonCommand, customer: CustomerId) {
  return (
    stage.stage === 'closed' ||
    scope.unknownCustomers.includes(customer) ||
    scope.cleared.some((one) => one.customer === customer) ||
    owed.some(({ kind }) => kind === 'resolve-scope' || kind === 'mark-scope') ||
    (command === 'waive-customer' && withdrawn !== undefined)
  );
}

async function wasTaken({ register }: ApiDeps, id: IncidentId, key: string): Promise<boolean> {
  const stored = await register.incidents.get(id);
  return stored?.state.recentKeys.some((kept) => kept.key === key) ?? false;
}

function problemWith(outcome: MarkOutcome, { id, command }: Naming, customer: CustomerId, contact = ''): Problem {
  switch (outcome) {
    case 'already-told':
      return command === 'waive-customer'
        ? new Problem('already-so', `${customer} was told already, so there is nothing to waive.`)
        : new Problem(
            'already-so',
            `${customer} was told already. If it is not affected after all, clear it (clear-customer).`,
          );
    case 'not-told':
      return new Problem('missing', `${customer} had no word of ${id}. Take it off by remove-affected-customer.`, {
        isWhole: true,
      });
    case 'no-such-contact': {
      const why = `There is no record ${contact} of ${customer} that stands; GET /api/incidents/${id}/scope shows them.`;
      return new Problem('missing', why, { ...pointing('/contact', why), isWhole: true, status: 422 });
    }
    default:
      return unknown(
        customer,
        `is not among the affected customers of ${id}. Take its id from GET /api/incidents/${id}/scope, or add it first (add-affected-customers).`,
      );
  }
}

function unknown(customer: CustomerId, why: string): Problem {
  return new Problem('unknown-customer', `${customer} ${why}`, pointing('/customer', why));
}

function pointing(pointer: string, detail: string): { errors: FaultPoint[] } {
  return { errors: [{ pointer, detail }] };
}
