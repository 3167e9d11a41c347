import { inCharge } from '../alerts/addressees';
import type { WaitingQuestion } from '../notices/state';
import { waitingClock } from './waiting';

/** A recipient's question, until one of us has answered it; each waits by itself. */
export const awaitAnswer = waitingClock('await-answer', {
  alert: 'question-overdue',
  toldBy: ['question-asked'],
  hours: ({ helpHours }) => helpHours,
  waiting: (state) =>
    state.questions.map((one) => ({ subject: `question/${one.id}`, to: inCharge(state), detail: questionDetail(one) })),
  isAnswered: () => true,
});

export function questionDetail({ id, customer, notice }: WaitingQuestion, more = 0) {
  return { about: 'question', question: id, customer, notice, more } as const;
}
