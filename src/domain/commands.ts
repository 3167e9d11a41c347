import { acknowledge } from './alerts/acts/acknowledge';
import { addAffectedCustomers } from './scope/acts/add-affected-customers';
import { adoptRoster } from './case/acts/adopt-roster';
import { adoptRules } from './case/acts/adopt-rules';
import { alarmStruck } from './clocks/acts/alarm-struck';
import { alertDelivered } from './alerts/acts/alert-delivered';
import { answersCounted } from './delivery/acts/answers-counted';
import { assistanceFile } from './notices/acts/assistance-file';
import { approveNotice } from './notices/acts/approve-notice';
import { breakGlass } from './restriction/acts/break-glass';
import { assess } from './triage/acts/assess';
import { assign } from './case/acts/assign';
import { endAssistance, offerAssistance, requestAssistance } from './case/acts/assistance';
import { changeRoster } from './case/acts/change-roster';
import { clearCustomer } from './scope/acts/clear-customer';
import { allowName } from './notices/acts/allow-name';
import { commentNotice } from './notices/acts/comment-notice';
import { holdRelease } from './notices/acts/hold-release';
import { answerHelp, askHelp } from './case/acts/help';
import { close } from './case/acts/close';
import { correctAnchor } from './clocks/acts/correct-anchor';
import { passEvidence } from './evidence/acts/pass-evidence';
import { recordEvidence } from './evidence/acts/record-evidence';
import { declare } from './case/acts/declare';
import { fastTrack } from './fast-track';
import { draftNotice } from './notices/acts/draft-notice';
import { explainDelay } from './clocks/acts/explain-delay';
import { addMember, removeMember } from './restriction/acts/members';
import { importScope } from './scope/acts/import-scope';
import { liftRestriction } from './restriction/acts/lift-restriction';
import { moveStage } from './case/acts/move-stage';
import { noteProgress } from './case/acts/note-progress';
import { deliveriesRolledUp, noticeComposed, noticeStarted } from './delivery/acts/notice-progress';
import { recordContact } from './scope/acts/record-contact';
import { reclassify } from './triage/acts/reclassify';
import { postMortemApproved, postMortemStarted, synthesisOffered } from './case/acts/lessons';
import { exerciseInjected, exerciseOver } from './case/acts/exercise';
import { reconciled } from './case/acts/reconciled';
import { rejectNotice } from './notices/acts/reject-notice';
import { releaseNotice } from './notices/acts/release-notice';
import { removeAffectedCustomer } from './scope/acts/remove-affected-customer';
import { noticeReturned } from './delivery/acts/notice-returned';
import { linkIncident, unlinkIncident } from './related/acts/link';
import { mergeAnswered, mergeInto } from './related/acts/merge-into';
import { duplicateTakenOver, mergeAnswerSent, mergeOffered } from './related/acts/take-over';
import { reopen } from './case/acts/reopen';
import { revokeContact } from './scope/acts/revoke-contact';
import { judgeRegime } from './regimes/acts/judge-regime';
import { recordRegimeDuty } from './regimes/acts/record-regime-duty';
import { restrict } from './restriction/acts/restrict';
import type { CommandRule } from './rule';
import { scoreSeverity } from './triage/acts/score-severity';
import { recordFiling, setRole } from './case/acts/role';
import { scopeCounted } from './scope/acts/scope-counted';
import { scopeMarked, scopeResolved } from './scope/acts/scope-answered';
import { sendAgain, sendingActed } from './delivery/acts/send-again';
import { tryNextContact } from './delivery/acts/try-next-contact';
import { silenceCounted } from './delivery/acts/silence-counted';
import { pauseSending, resumeSending, stopSending } from './delivery/acts/steer-sending';
import { setFact } from './notices/acts/set-fact';
import { choosePlaybook } from './tasks/acts/choose-playbook';
import { reportDepartment, setBridge } from './tasks/acts/departments';
import { endTask, giveTask, passTask } from './tasks/acts/tasks';
import { waiveCustomer } from './scope/acts/waive-customer';
import { waivePromise } from './clocks/acts/waive-promise';
import { withdrawDeclaration } from './case/acts/withdraw-declaration';
import { approveWithholding, reviewWithholding } from './withholding/acts/judge';
import { releaseWithheld } from './withholding/acts/release-withheld';
import { withhold } from './withholding/acts/withhold';

/** Every command a person can give. From this table come the routes, the signals and updates, the API's description and the matrix of roles. */
export const personCommands = {
  assess,
  assign,
  acknowledge,
  declare,
  'fast-track': fastTrack,
  'note-progress': noteProgress,
  'move-stage': moveStage,
  'set-fact': setFact,
  'add-affected-customers': addAffectedCustomers,
  'import-scope': importScope,
  'remove-affected-customer': removeAffectedCustomer,
  'clear-customer': clearCustomer,
  'record-contact': recordContact,
  'revoke-contact': revokeContact,
  withhold,
  'approve-withholding': approveWithholding,
  'review-withholding': reviewWithholding,
  'release-withheld': releaseWithheld,
  'draft-notice': draftNotice,
  'comment-notice': commentNotice,
  'allow-name': allowName,
  'hold-release': holdRelease,
  'approve-notice': approveNotice,
  'reject-notice': rejectNotice,
  'release-notice': releaseNotice,
  'pause-sending': pauseSending,
  'resume-sending': resumeSending,
  'stop-sending': stopSending,
  'send-again': sendAgain,
  'try-next-contact': tryNextContact,
  'explain-delay': explainDelay,
  'waive-customer': waiveCustomer,
  'waive-promise': waivePromise,
  'correct-anchor': correctAnchor,
  reclassify,
  'withdraw-declaration': withdrawDeclaration,
  'set-role': setRole,
  'record-filing': recordFiling,
  'judge-regime': judgeRegime,
  'record-regime-duty': recordRegimeDuty,
  'ask-help': askHelp,
  'answer-help': answerHelp,
  'offer-assistance': offerAssistance,
  'request-assistance': requestAssistance,
  'end-assistance': endAssistance,
  'score-severity': scoreSeverity,
  'give-task': giveTask,
  'pass-task': passTask,
  'end-task': endTask,
  'record-evidence': recordEvidence,
  'pass-evidence': passEvidence,
  'report-department': reportDepartment,
  'set-bridge': setBridge,
  'choose-playbook': choosePlaybook,
  'link-incident': linkIncident,
  'unlink-incident': unlinkIncident,
  'merge-into': mergeInto,
  restrict,
  'lift-restriction': liftRestriction,
  'add-member': addMember,
  'remove-member': removeMember,
  'break-glass': breakGlass,
  close,
  reopen,
};

/** What timers and effects tell the incident. No route, form or description leads here. */
export const systemCommands = {
  'alarm-struck': alarmStruck,
  'alert-delivered': alertDelivered,
  'scope-resolved': scopeResolved,
  'scope-marked': scopeMarked,
  'scope-counted': scopeCounted,
  'notice-composed': noticeComposed,
  'notice-started': noticeStarted,
  'sending-acted': sendingActed,
  'silence-counted': silenceCounted,
  'deliveries-rolled-up': deliveriesRolledUp,
  'answers-counted': answersCounted,
  'assistance-file': assistanceFile,
  'post-mortem-started': postMortemStarted,
  'post-mortem-approved': postMortemApproved,
  'notice-returned': noticeReturned,
  'synthesis-offered': synthesisOffered,
  'merge-offered': mergeOffered,
  'merge-answered': mergeAnswered,
  'merge-answer-sent': mergeAnswerSent,
  'duplicate-taken-over': duplicateTakenOver,
  'exercise-injected': exerciseInjected,
  'exercise-over': exerciseOver,
  'adopt-roster': adoptRoster,
  'change-roster': changeRoster,
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
