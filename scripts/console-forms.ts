import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { auditClosed, findingDone, newAudit, newFinding, newSample } from '../src/contract/audit/audits';
import { commandBodies } from '../src/contract/commands';
import { newStore, storeBody } from '../src/contract/detection/data-stores';
import { FORM_CHANNELS, MACHINE_CHANNELS, newSource } from '../src/contract/detection/detections';
import { exerciseBodies, planBody } from '../src/contract/exercise/exercises';
import { keyRequest, newPerson, personChange } from '../src/contract/parties/people';
import { postMortemBodies } from '../src/contract/post-mortem/post-mortem';
import { newProcedure, procedureApproval } from '../src/contract/programme/procedures';
import { reviewActionDone, reviewApproval, reviewDecisions } from '../src/contract/programme/programme-reviews';
import { questionAnswer } from '../src/contract/delivery/recipient-answers';
import { reportBody } from '../src/contract/triage/reports';
import { newWave } from '../src/contract/training/training';
import { personCommands, PERSON_COMMANDS } from '../src/domain/commands';
import { EXERCISE_COMMANDS } from '../src/domain/exercise/commands';
import { PLANNERS, PLAYERS } from '../src/domain/exercise/rule';
import { postMortemCommands, POST_MORTEM_COMMANDS } from '../src/domain/post-mortem/commands';
import { CONFIRMING_ROLES } from '../src/domain/administration/two-people';
import { ROLES, type Role } from '../src/domain/primitives/people';
import { PROCEDURE_WRITERS } from '../src/domain/programme/approval';
import { DECIDERS } from '../src/domain/programme/review';
import { RESPONDERS, type CommandRule } from '../src/domain/rule';

const READERS = ROLES.filter((role) => role !== 'reporter');

/** What the console's forms are made of: each command, of incidents and of post-mortems, with its description, its roles and the shape of its body, the report, and what is asked of the register. */
const commands = PERSON_COMMANDS.map((name) => {
  const { description, roles, doors } = personCommands[name] as CommandRule<never>;
  return [name, { description, roles, doors, body: shapeOf(commandBodies[name]) }];
});
const ofPostMortems = POST_MORTEM_COMMANDS.map((name) => {
  const { description, roles, doors } = postMortemCommands[name];
  return [name, { description, roles, doors, body: shapeOf(postMortemBodies[name]) }];
});
/** What is asked of the register itself. `{…}` in an address is filled in by the page that opens the form. */
const others = {
  ...ofPeople(),
  ...ofAudits(),
  ...ofExercises(),
  ...ofCustomersAndSources(),
  ...ofTheProgramme(),
  'answer-recipient': form('POST', '/api/incidents/{id}/questions/{question}/answer', RESPONDERS, questionAnswer),
  'open-wave': form('POST', '/api/training/waves', ['operator', 'privacy'], newWave),
  'stop-wave': form('POST', '/api/training/waves/{wave}/stop', ['operator', 'privacy']),
  ...ofStores(),
};
const forms = {
  commands: Object.fromEntries(commands) as object,
  postMortem: Object.fromEntries(ofPostMortems) as object,
  report: shapeOf(reportBody),
  others,
};
writeFileSync(join(__dirname, '../src/console/ui/forms.generated.json'), JSON.stringify(forms));

function ofPeople() {
  const person = '/api/people/{person}';
  const pending = '/api/administration/pending/{page}';
  return {
    'add-person': form('POST', '/api/people', ['operator'], newPerson),
    'change-person': form('PATCH', person, ['operator'], personChange),
    'give-key': form('POST', `${person}/keys`, ['operator'], keyRequest),
    'revoke-key': form('DELETE', `${person}/keys/{key}`, ['operator']),
    'end-session': form('DELETE', `${person}/sessions/{session}`, ['operator']),
    'end-own-session': form('DELETE', '/api/sessions/{session}', ROLES),
    'revoke-own-key': form('DELETE', '/api/keys/{key}', ROLES),
    'confirm-pending': form('POST', `${pending}/confirm`, CONFIRMING_ROLES),
    'decline-pending': form('POST', `${pending}/decline`, CONFIRMING_ROLES),
  };
}

function ofCustomersAndSources() {
  const proposal = '/api/customers/proposals/{proposal}';
  const source = '/api/detection-sources/{source}';
  const people = newSource.safeExtend({ channel: z.enum(FORM_CHANNELS) });
  const machine = newSource.safeExtend({ channel: z.enum(MACHINE_CHANNELS) });
  return {
    'accept-proposal': form('POST', `${proposal}/accept`, ['operator']),
    'decline-proposal': form('POST', `${proposal}/decline`, ['operator']),
    'add-form': form('POST', '/api/detection-sources', ['operator'], people),
    'add-source': form('POST', '/api/detection-sources', ['operator'], machine),
    'renew-form': form('POST', `${source}/rotate`, ['operator']),
    'end-form': form('DELETE', source, ['operator']),
  };
}

function ofStores() {
  const store = '/api/data-stores/{store}';
  const keepers = ['operator', 'privacy'] as const;
  return {
    'add-store': form('POST', '/api/data-stores', keepers, newStore),
    'change-store': form('PUT', store, keepers, storeBody),
    'check-store': form('POST', `${store}/check`, READERS),
    'end-store': form('DELETE', store, keepers),
  };
}

function ofTheProgramme() {
  const procedure = '/api/procedures/{name}/{version}';
  const review = '/api/programme-reviews/{review}';
  return {
    'draft-procedure': form('POST', '/api/procedures', PROCEDURE_WRITERS, newProcedure),
    'approve-procedure': form('POST', `${procedure}/approve`, PROCEDURE_WRITERS, procedureApproval),
    'decide-review': form('POST', `${review}/decide`, DECIDERS, reviewDecisions),
    'end-review-action': form('POST', `${review}/actions/{number}/done`, DECIDERS, reviewActionDone),
    'approve-review': form('POST', `${review}/approve`, DECIDERS, reviewApproval),
  };
}

function ofAudits() {
  const audit = '/api/audits/{audit}';
  return {
    'open-audit': form('POST', '/api/audits', ['auditor'], newAudit),
    'draw-sample': form('POST', `${audit}/samples`, ['auditor'], newSample),
    'record-finding': form('POST', `${audit}/findings`, ['auditor'], newFinding),
    'end-finding': form('POST', `${audit}/findings/{number}/done`, READERS, findingDone),
    'close-audit': form('POST', `${audit}/close`, ['auditor'], auditClosed),
  };
}

function ofExercises() {
  const asked = EXERCISE_COMMANDS.map((name) => {
    return [name, form('POST', `/api/exercises/{exercise}/${name}`, PLAYERS, exerciseBodies[name])] as const;
  });
  return { 'plan-exercise': form('POST', '/api/exercises', PLANNERS, planBody), ...Object.fromEntries(asked) };
}

function form(method: string, path: string, roles: readonly Role[], body: z.ZodType = z.strictObject({})) {
  return { method, path, roles, body: shapeOf(body) };
}

/** A schema with a name of its own is the one that its document points to. */
function shapeOf(schema: z.ZodType): object {
  const { $defs = {}, ...shape } = z.toJSONSchema(schema, { io: 'input', reused: 'inline', unrepresentable: 'any' });
  const name = shape.$ref?.split('/').at(-1);
  return name ? ($defs[name] as object) : shape;
}
