import { escapeHtml } from '../../primitives/html';
import { wordsOf, type Reading } from './reading';
import { TRAINING_WORDS } from './words';

export const WORDS_MAX = 2_000;

/** Undefined unless they have passed, and did not answer it yet. */
export function surveyHtml(reading: Reading): string | undefined {
  const { taker, course, language } = reading;
  if (taker.state !== 'passed' || taker.surveyedAt || course.survey.length === 0) return undefined;
  const [say, words] = [TRAINING_WORDS[language], wordsOf(reading).survey];
  const questions = course.survey.map(({ id, answer }) => {
    const asked = escapeHtml(words[id] ?? id);
    if (answer === 'words')
      return `<section><label>${asked}<textarea name="s.${escapeHtml(id)}" maxlength="${WORDS_MAX}"></textarea></label></section>`;
    const steps = say.scale.map(
      (step, index) =>
        `<label class="tick"><input type="radio" name="s.${escapeHtml(id)}" value="${index + 1}"><span>${index + 1} – ${escapeHtml(step)}</span></label>`,
    );
    return `<section><fieldset><legend>${asked}</legend>${steps.join('\n')}</fieldset></section>`;
  });
  return `<form method="post"><section><h2>${escapeHtml(say.survey)}</h2><p class="soft">${escapeHtml(say.surveyHint)}</p></section>
<input type="hidden" name="act" value="survey"><input type="hidden" name="lang" value="${language}">${questions.join('\n')}
<section><button>${escapeHtml(say.send)}</button></section></form>`;
}
