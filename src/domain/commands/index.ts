import { acknowledge } from './acknowledge';
import { addAffectedCustomers } from './add-affected-customers';
import { adoptRoster } from './adopt-roster';
import { adoptRules } from './adopt-rules';
import { alarmStruck } from './alarm-struck';
import { alertDelivered } from './alert-delivered';
import { approveNotice } from './approve-notice';
import { assess } from './assess';
import { assign } from './assign';
import { endAssistance, offerAssistance, requestAssistance } from './assistance';
import { close } from './close';
import { correctAnchor } from './correct-anchor';
import { declare } from './declare';
import { draftNotice } from './draft-notice';
import { explainDelay } from './explain-delay';
import { moveStage } from './move-stage';
import { noteProgress } from './note-progress';
import { deliveriesRolledUp, noticeComposed, noticeStarted } from './notice-progress';
import { reclassify } from './reclassify';
import { reconciled } from './reconciled';
import { rejectNotice } from './reject-notice';
import { releaseNotice } from './release-notice';
import { removeAffectedCustomer } from './remove-affected-customer';
import { reopen } from './reopen';
import type { CommandRule } from './rule';
import { scopeMarked, scopeResolved } from './scope-answered';
import { setFact } from './set-fact';
import { waiveCustomer } from './waive-customer';
import { withdrawDeclaration } from './withdraw-declaration';

/** Every command a person can give. From this table come the routes, the signals and updates, the API's description and the matrix of roles. */
export const personCommands = {
  assess,
  assign,
  acknowledge,
  declare,
  'note-progress': noteProgress,
  'move-stage': moveStage,
  'set-fact': setFact,
  'add-affected-customers': addAffectedCustomers,
  'remove-affected-customer': removeAffectedCustomer,
  'draft-notice': draftNotice,
  'approve-notice': approveNotice,
  'reject-notice': rejectNotice,
  'release-notice': releaseNotice,
  'explain-delay': explainDelay,
  'waive-customer': waiveCustomer,
  'correct-anchor': correctAnchor,
  reclassify,
  'withdraw-declaration': withdrawDeclaration,
  'offer-assistance': offerAssistance,
  'request-assistance': requestAssistance,
  'end-assistance': endAssistance,
  close,
  reopen,
};

/** What timers and effects tell the incident. No route, form or description leads here. */
export const systemCommands = {
  'alarm-struck': alarmStruck,
  'alert-delivered': alertDelivered,
  'scope-resolved': scopeResolved,
  'scope-marked': scopeMarked,
  'notice-composed': noticeComposed,
  'notice-started': noticeStarted,
  'deliveries-rolled-up': deliveriesRolledUp,
  'adopt-roster': adoptRoster,
  'adopt-rules': adoptRules,
  reconciled,
};

export const commands = { ...personCommands, ...systemCommands };

export type PersonCommand = keyof typeof personCommands;
export type SystemCommand = keyof typeof systemCommands;
export type CommandName = PersonCommand | SystemCommand;
export type Payload<Name extends CommandName> = (typeof commands)[Name] extends CommandRule<infer P> ? P : never;

export const PERSON_COMMANDS = Object.keys(personCommands) as PersonCommand[];
export const SYSTEM_COMMANDS = Object.keys(systemCommands) as SystemCommand[];

export function isPersonCommand(name: string): name is PersonCommand {
  return Object.hasOwn(personCommands, name);
}

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(commands, name);
}
