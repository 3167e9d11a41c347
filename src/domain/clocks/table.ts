import type { Obligation } from './state';
import { awaitAnswer } from './await-answer';
import { awaitApproval } from './await-approval';
import { awaitHelp } from './await-help';
import { awaitRelease } from './await-release';
import { awaitSecondPerson } from './await-second-person';
import type { Clock, CustomersClock } from './clock';
import { confirmDeclaration } from './confirm-declaration';
import { decision } from './decision';
import { finalNotice } from './final-notice';
import { hearBack } from './hear-back';
import { holdReview } from './hold-review';
import { notifyAuthority } from './notify-authority';
import { obeyRegime } from './obey-regime';
import { prepareFiling } from './prepare-filing';
import { prepareRegime } from './prepare-regime';
import { promisedFact } from './promised-fact';
import { promisedUpdate } from './promised-update';
import { task } from './task';
import { tellClearance } from './tell-clearance';
import { tellCustomers } from './tell-customers';
import { tellObservation } from './tell-observation';
import { tellWithdrawal } from './tell-withdrawal';
import { triage } from './triage';
import { unknownFact } from './unknown-fact';
import { withholdingReview } from './withholding-review';

/** Every clock there is. Where several fall together, the first of them speaks for all. */
export const CLOCKS = {
  triage,
  decision,
  'confirm-declaration': confirmDeclaration,
  'tell-customers': tellCustomers,
  'tell-observation': tellObservation,
  'tell-withdrawal': tellWithdrawal,
  'tell-clearance': tellClearance,
  'promised-fact': promisedFact,
  'promised-update': promisedUpdate,
  'final-notice': finalNotice,
  'unknown-fact': unknownFact,
  'await-approval': awaitApproval,
  'await-release': awaitRelease,
  'await-second-person': awaitSecondPerson,
  'await-help': awaitHelp,
  'await-answer': awaitAnswer,
  'hear-back': hearBack,
  task,
  'withholding-review': withholdingReview,
  'hold-review': holdReview,
  'notify-authority': notifyAuthority,
  'prepare-filing': prepareFiling,
  'obey-regime': obeyRegime,
  'prepare-regime': prepareRegime,
} satisfies Record<string, Clock>;

export type ObligationKind = keyof typeof CLOCKS;

export const OBLIGATION_KINDS = Object.keys(CLOCKS) as ObligationKind[];

export function clockOf({ kind }: Pick<Obligation, 'kind'>): Clock {
  return CLOCKS[kind];
}

/** The clock of an obligation to customers; undefined for what we owe ourselves. */
export function customersClockOf(obligation: Pick<Obligation, 'kind'>): CustomersClock | undefined {
  const clock = clockOf(obligation);
  return clock.owedTo === 'customers' ? clock : undefined;
}

/** The clock to customers that speaks for all of these. */
export function foremostOf(obligations: readonly Obligation[]): CustomersClock | undefined {
  const kinds = obligations.map(({ kind }) => kind);
  const first = OBLIGATION_KINDS.find((kind) => kinds.includes(kind) && CLOCKS[kind].owedTo === 'customers');
  return first && customersClockOf({ kind: first });
}
