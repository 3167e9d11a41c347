import { QUESTIONS, type PostMortemState } from './state';

/** What it needs before it can be approved. */
export function lackingIn({ answers, steps, procedure, actions }: PostMortemState): string[] {
  const needsChange = answers.changes !== undefined && answers.changes.verdict !== 'no';
  return [
    ...QUESTIONS.filter((question) => !answers[question]).map((question) => `an answer to "${question}"`),
    ...procedure.filter((step) => !steps[step]).map((step) => `a judgement of the step "${step}"`),
    ...(needsChange && actions.length === 0 ? ['an action for the changes it asks for'] : []),
  ];
}
