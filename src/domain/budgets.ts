import type { CommandName } from './commands';
import { bytesOf } from './primitives/bytes';
import { refuse, type Refusal } from './primitives/refusal';
import type { IncidentState } from './state';

interface Budget {
  of: (state: IncidentState) => object;
  maxBytes: number;
  /** What there is too much of, and what to do instead. */
  why: string;
}

/*
 * What a run hands on must fit into one payload of Temporal's, so each part of the state that people can make grow has a budget, in bytes of its
 * JSON. Only commands that add are refused: what answers, ends, takes off or closes is taken at any size, so that a refusal is never final.
 * Report, triage and declaration are bounded by the length of their fields.
 */
const NOTICES: Budget = {
  of: ({ notices }) => notices,
  maxBytes: 250_000,
  why: 'This incident has too many drafts for another. Go on with the newest of a kind: approve, reject or release it',
};
const COHORTS: Budget = {
  of: ({ cohorts, obligations }) => [cohorts, obligations],
  maxBytes: 250_000,
  why: 'Customers were added in too many separate requests. Add the others in one request: by product, or up to a thousand by id',
};
const UNREGISTERED: Budget = {
  of: ({ unregistered }) => unregistered,
  maxBytes: 200_000,
  why: 'Too many names are not in the register. Import these customers, or take the names off (remove-affected-customer), then add more',
};
const WAIVERS: Budget = {
  of: ({ asked }) => asked.waivers,
  maxBytes: 60_000,
  why: 'Too many waivers wait for an executive. Have some confirmed or declined first',
};
const CORRECTIONS: Budget = {
  of: ({ anchors }) => anchors,
  maxBytes: 60_000,
  why: 'These instants were corrected too often to be corrected again. Write down what is known of them by note-progress',
};
const DECISIONS: Budget = {
  of: ({ obligations }) => obligations,
  maxBytes: 250_000,
  why: 'The decision was put off too often. Declare, or reclassify; note-progress without "undecided" is still taken',
};

const CLEARED: Budget = {
  of: ({ cleared, obligations, outbox }) => [cleared, obligations, outbox],
  maxBytes: 250_000,
  why: 'Too many customers were cleared one by one. If nobody is affected, ask for the withdrawal of the declaration',
};
/** By their ids, which only opening adds to: what keeps a promise, or sets a fact for good, is taken at any size. */
const PROMISES: Budget = {
  of: ({ obligations }) => obligations.map(({ id }) => id),
  maxBytes: 25_000,
  why: 'This incident holds too many promised dates for another. Set the fact known, withheld or not applicable, and send a notice without dates',
};
const PROMISE_WAIVERS: Budget = {
  of: ({ asked }) => asked.promises ?? [],
  maxBytes: 60_000,
  why: 'Too many waivers wait for an executive. Have some confirmed or declined first',
};

const HELP: Budget = {
  of: ({ help, obligations }) => [help, obligations],
  maxBytes: 250_000,
  why: 'Too many customers wait for help in this incident. Answer some of them first',
};

const TASKS: Budget = {
  of: ({ tasks, departments }) => [tasks, departments],
  maxBytes: 200_000,
  why: 'This incident has too many tasks for another. Put several into one',
};
const FACTS: Budget = {
  of: ({ facts }) => facts,
  maxBytes: 250_000,
  why: 'The fact sheet says too much. Shorten a field or its translations',
};

const WITHHOLDINGS: Budget = {
  of: ({ withholdings }) => withholdings,
  maxBytes: 60_000,
  why: 'Too much is withheld in this incident one by one. Put several words into one withholding',
};

const REGIMES: Budget = {
  of: ({ regimes }) => regimes,
  maxBytes: 120_000,
  why: 'Too many regimes are judged in this incident for another. Judge those that may apply, and note the others together (note-progress)',
};

const EVIDENCE: Budget = {
  of: ({ evidence }) => evidence,
  maxBytes: 120_000,
  why: 'This incident has too many pieces of evidence for another. Put several into one, and its list into the reference',
};

const RELATED: Budget = {
  of: ({ related }) => related,
  maxBytes: 60_000,
  why: 'This incident has too many links for another. Take some off (unlink-incident)',
};

const BUDGETS: Partial<Record<CommandName, Budget[]>> = {
  'fast-track': [TASKS, COHORTS, UNREGISTERED, PROMISES, FACTS, NOTICES],
  'draft-notice': [NOTICES],
  'add-affected-customers': [COHORTS, UNREGISTERED],
  'import-scope': [COHORTS],
  'waive-customer': [WAIVERS],
  'clear-customer': [CLEARED],
  'waive-promise': [PROMISE_WAIVERS],
  'release-notice': [PROMISES],
  'set-fact': [PROMISES, FACTS],
  withhold: [WITHHOLDINGS],
  'ask-help': [HELP],
  'give-task': [TASKS],
  'report-department': [TASKS],
  'choose-playbook': [TASKS],
  'record-evidence': [EVIDENCE],
  'judge-regime': [REGIMES],
  'pass-evidence': [EVIDENCE],
  'link-incident': [RELATED],
  'correct-anchor': [CORRECTIONS],
  'note-progress': [DECISIONS],
};

/** Whether a command would make a part of the state grow beyond its budget. */
export function overBudget(name: CommandName, before: IncidentState, after: IncidentState): Refusal | undefined {
  const over = BUDGETS[name]?.find(({ of, maxBytes }) => {
    const size = bytesOf(of(after));
    return size > maxBytes && size > bytesOf(of(before));
  });
  return over && refuse('too-much', `${over.why}, or close this incident and report what is left as another.`);
}
