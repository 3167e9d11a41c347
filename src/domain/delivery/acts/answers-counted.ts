import { inCharge } from '../../alerts/addressees';
import { raise } from '../../alerts/alerts';
import { questionDetail } from '../../clocks/await-answer';
import type { Event } from '../../events';
import { SYSTEM_DOOR, type CommandContext, type CommandRule } from '../../rule';
import type { IncidentState } from '../../state';
import type { NoticeMarks, WaitingQuestion } from '../../notices/state';

export interface AnswersCounted {
  notices: NoticeMarks[];
  /** The first that wait; `waiting` is how many do. */
  questions: WaitingQuestion[];
  waiting: number;
}

export const answersCounted: CommandRule<AnswersCounted> = {
  description: 'What came back of notices since it was last counted, in absolute numbers, and which questions wait.',
  roles: 'system',
  doors: SYSTEM_DOOR,
  decide: (hearing, counted) =>
    isNews(hearing.state, counted)
      ? [{ type: 'answers-counted', ...counted }, ...alertOfQuestions(hearing, counted)]
      : [],
};

function isNews({ notices, questions }: IncidentState, counted: AnswersCounted): boolean {
  const known = (one: NoticeMarks) => {
    const { marks } = notices.find(({ number }) => number === one.notice) ?? {};
    const { notice: _, ...counts } = one;
    return JSON.stringify(marks) === JSON.stringify(counts);
  };
  return !counted.notices.every(known) || JSON.stringify(questions) !== JSON.stringify(counted.questions);
}

/** However many came together, one alert tells of them. */
function alertOfQuestions({ state, said, nextId }: CommandContext, { questions }: AnswersCounted): Event[] {
  const last = Math.max(0, ...state.questions.map(({ id }) => id));
  const [first, ...more] = questions.filter(({ id }) => id > last);
  if (!first || state.stage.stage === 'closed') return [];
  return [
    raise(state, said.at, nextId(), 'question-asked', inCharge(state), { detail: questionDetail(first, more.length) }),
  ];
}
