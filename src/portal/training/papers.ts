import { drawn, type DrawnQuestion, type PaperKind } from '../../domain/training/paper';
import { escapeHtml } from '../../primitives/html';
import type { Taker } from '../../register';
import { linkTo, wordsOf, type Reading } from './reading';
import { TRAINING_WORDS } from './words';

/** What was answered wrongly in the attempt before. */
export interface Result {
  percent: number;
  wrong: readonly string[];
}

/** What an attempt draws its questions by: the same whenever its page is loaded. */
export function seedOf({ wave, staff }: Pick<Taker, 'wave' | 'staff'>, number: number): string {
  return `${wave}/${staff}/${number}`;
}

/** The number of the attempt that is next, if that paper is open to them now. */
export function nextAttempt({ state, attempts, checkState }: Taker, kind: PaperKind): number | undefined {
  if (kind === 'check') return checkState === 'asked' ? 1 : undefined;
  return state === 'open' ? attempts + 1 : undefined;
}

/** Undefined where no such paper is open now. */
export function papersHtml(reading: Reading, paper: string | undefined): string | undefined {
  if (paper !== 'quiz' && paper !== 'check') return undefined;
  const { taker, course, language } = reading;
  const number = nextAttempt(taker, paper);
  if (number === undefined) return undefined;
  const say = TRAINING_WORDS[language];
  const asked = drawn(course, paper, seedOf(taker, number));
  const hint =
    paper === 'check'
      ? say.checkHint(asked.length)
      : say.quizHint(asked.length, course.quiz.thresholdPercent, course.quiz.attempts - taker.attempts);
  return `<form method="post"><section><h2>${escapeHtml(paper === 'check' ? say.check : say.quiz)}</h2><p class="soft">${escapeHtml(hint)}</p></section>
<input type="hidden" name="act" value="${paper}"><input type="hidden" name="attempt" value="${number}"><input type="hidden" name="lang" value="${language}">
${asked.map((one, index) => questionHtml(reading, one, index + 1, asked.length)).join('\n')}
<section><label class="tick"><input type="checkbox" name="statement" value="yes" required><span>${escapeHtml(say.statement(taker.name))}</span></label>
<button>${escapeHtml(say.send)}</button></section></form>`;
}

function questionHtml(reading: Reading, { question, options }: DrawnQuestion, number: number, of: number): string {
  const say = TRAINING_WORDS[reading.language];
  const words = wordsOf(reading).questions[question.id];
  const isSingle = question.right.length === 1;
  const type = isSingle ? 'radio' : 'checkbox';
  const choices = options.map(
    (option) =>
      `<label class="tick"><input type="${type}" name="q.${escapeHtml(question.id)}" value="${escapeHtml(option)}"${isSingle ? ' required' : ''}><span>${escapeHtml(words?.options[option] ?? option)}</span></label>`,
  );
  return `<section><fieldset><legend><span class="soft">${escapeHtml(say.question(number, of))}</span><br>${escapeHtml(words?.question ?? question.id)}</legend>
${isSingle ? '' : `<p class="soft">${escapeHtml(say.several)}</p>`}${choices.join('\n')}</fieldset></section>`;
}

/** Says why, and where to read again; not which option was right, for the same question may be drawn again. */
export function resultHtml(reading: Reading, { percent, wrong }: Result): string {
  const { course, language } = reading;
  const [say, words] = [TRAINING_WORDS[language], wordsOf(reading)];
  if (wrong.length === 0) return '';
  const each = course.questions.filter(({ id }) => wrong.includes(id));
  const rows = each.map(({ id, part }) => {
    const { question = id, why = '' } = words.questions[id] ?? {};
    return `<li><strong>${escapeHtml(question)}</strong><br>${escapeHtml(why)}<br><a href="${linkTo(reading, { part })}">${escapeHtml(say.read)} – ${escapeHtml(words.parts[part]?.title ?? part)}</a></li>`;
  });
  return `<section><h2>${escapeHtml(say.result)} – ${percent} %</h2><p class="soft">${escapeHtml(say.wrong)}</p><ul>${rows.join('')}</ul></section>`;
}
