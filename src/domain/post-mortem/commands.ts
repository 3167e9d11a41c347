import { addAction, finishAction, verifyAction } from './acts/actions';
import { acknowledgeAlert, adoptRoster, alarmStruck, alertDelivered, changeRoster, incidentTold } from './acts/answers';
import { approvePostMortem } from './acts/approve';
import { admitMember, dismissMember, nameAuditor } from './acts/readers';
import { approveSynthesis, writeSynthesis } from './acts/synthesis';
import { annotate, answerQuestion, judgeStep } from './acts/write';
import type { PostMortemRule } from './rule';

/** Every command that a person can give to a post-mortem. A name that incidents have too means the same there. */
export const postMortemCommands = {
  annotate,
  'answer-question': answerQuestion,
  'judge-step': judgeStep,
  'add-action': addAction,
  'finish-action': finishAction,
  'verify-action': verifyAction,
  'approve-post-mortem': approvePostMortem,
  'write-synthesis': writeSynthesis,
  'approve-synthesis': approveSynthesis,
  'admit-member': admitMember,
  'dismiss-member': dismissMember,
  'name-auditor': nameAuditor,
  acknowledge: acknowledgeAlert,
};

export const postMortemSystemCommands = {
  'alarm-struck': alarmStruck,
  'alert-delivered': alertDelivered,
  'incident-told': incidentTold,
  'adopt-roster': adoptRoster,
  'change-roster': changeRoster,
};

export const allPostMortemCommands = { ...postMortemCommands, ...postMortemSystemCommands };

export type PostMortemCommand = keyof typeof postMortemCommands;
export type AnyPostMortemCommand = keyof typeof allPostMortemCommands;
export type PostMortemPayload<Name extends AnyPostMortemCommand> =
  (typeof allPostMortemCommands)[Name] extends PostMortemRule<infer P> ? P : never;

export const POST_MORTEM_COMMANDS = Object.keys(postMortemCommands) as PostMortemCommand[];

export function isPostMortemCommand(name: string): name is PostMortemCommand {
  return Object.hasOwn(postMortemCommands, name);
}
