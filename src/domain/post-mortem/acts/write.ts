import { refuse } from '../../primitives/refusal';
import { API_ONLY } from '../../rule';
import { WRITERS, type PostMortemRule } from '../rule';
import type { Cause, Question, Verdict } from '../state';

export interface Annotate {
  /** Of the page of the incident that it is about. */
  sequence: number;
  /** Of the event in that page, from 0. */
  index: number;
  words: string;
}

const ANNOTATIONS_MAX = 300;

export const annotate: PostMortemRule<Annotate> = {
  description: "Add words to one event of the incident's timeline.",
  ...{ roles: WRITERS, doors: API_ONLY, writes: true },
  decide: ({ state }, { sequence, index, words }) =>
    state.annotations.length >= ANNOTATIONS_MAX
      ? refuse('too-much', `A post-mortem holds ${ANNOTATIONS_MAX} annotations. Put the rest into the answers.`)
      : [{ type: 'annotated', sequence, index, words }],
};

export interface AnswerQuestion {
  question: Question;
  verdict?: Verdict;
  /** Of the causes. */
  kinds?: Cause[];
  words: string;
}

/** These ask for a judgement beside the words. */
const JUDGED: readonly Question[] = ['sufficient', 'changes'];

export const answerQuestion: PostMortemRule<AnswerQuestion> = {
  description:
    'Answer one of the questions of every post-mortem: was the response sufficient, what were the causes, what went well, which changes are needed. The newest answer holds.',
  ...{ roles: WRITERS, doors: API_ONLY, writes: true },
  decide: (_hearing, { question, verdict, kinds, words }) =>
    JUDGED.includes(question) && !verdict
      ? refuse('missing', `"${question}" is answered yes, partly or no, and in words: add "verdict".`, ['/verdict'])
      : [{ type: 'question-answered', question, verdict, ...(kinds && { kinds }), words }],
};

export interface JudgeStep {
  step: string;
  verdict: Verdict;
  words: string;
}

export const judgeStep: PostMortemRule<JudgeStep> = {
  description: 'Say whether one step of the procedure was adequate, and why. The newest judgement holds.',
  ...{ roles: WRITERS, doors: API_ONLY, writes: true },
  decide: ({ state }, { step, verdict, words }) =>
    state.procedure.includes(step)
      ? [{ type: 'step-judged', step, verdict, words }]
      : refuse('missing', `The procedure has no step "${step}"; its steps: ${state.procedure.join(', ')}.`, ['/step']),
};
