import { escapeHtml } from '../../primitives/html';
import type { Language } from '../../texts/page';
import { utcDay } from '../../texts/time';
import { lessonHtml } from './markdown';
import { papersHtml, resultHtml, type Result } from './papers';
import { linkTo, wordsOf, type Reading } from './reading';
import { surveyHtml } from './survey';
import { GOOD, TRAINING_WORDS, type Said, type TrainingWords } from './words';

/** What of the page was asked for. */
export interface Asked {
  part?: string;
  paper?: string;
  survey?: string;
  said?: Said;
  result?: Result;
}

export function coursePage(reading: Reading, asked: Asked): { title: string; main: string } {
  const { course, language } = reading;
  const [words, said] = [wordsOf(reading), TRAINING_WORDS[language]];
  const part = course.parts.find(({ id }) => id === asked.part);
  const lesson = part && words.parts[part.id];
  const head = `<h1>${escapeHtml(words.title)}</h1>${other(reading, asked)}${saidHtml(said, asked.said)}`;
  const main =
    part && lesson
      ? lessonPage(reading, part.id)
      : (papersHtml(reading, asked.paper) ??
        (asked.survey ? surveyHtml(reading) : undefined) ??
        overview(reading, asked));
  return { title: lesson ? `${lesson.title} – ${words.title}` : words.title, main: `${head}${main}` };
}

function saidHtml({ said }: TrainingWords, which: Said | undefined): string {
  if (!which) return '';
  return `<p class="said${GOOD.includes(which) ? '' : ' fault'}" role="status">${escapeHtml(said[which])}</p>`;
}

function other({ course, language }: Reading, { part, paper, survey }: Asked): string {
  const to: Language = language === 'en' ? 'fr' : 'en';
  if (!course.words[to]) return '';
  const same = { ...(part && { part }), ...(paper && { paper }), ...(survey && { survey }) };
  return `<p class="soft"><a href="${linkTo({ language: to }, same)}" hreflang="${to}" lang="${to}">${TRAINING_WORDS[language].other}</a></p>`;
}

function overview(reading: Reading, { result }: Asked): string {
  const { taker, course, language, reportAt } = reading;
  const [words, say] = [wordsOf(reading), TRAINING_WORDS[language]];
  const lessons = course.parts.map(
    ({ id, minutes }) =>
      `<li><a href="${linkTo(reading, { part: id })}">${escapeHtml(words.parts[id]?.title ?? id)}</a> <span class="soft">${say.minutes(minutes)}</span></li>`,
  );
  return `<section><p class="soft">${escapeHtml(say.given(taker.name))}</p>${standing(reading)}
${lessonHtml(filled(words.introduction, reportAt))}${ways(reading)}</section>
${result ? resultHtml(reading, result) : ''}
<section class="second"><h2>${escapeHtml(say.parts)}</h2><ol>${lessons.join('')}</ol></section>`;
}

function standing({ taker, language, now }: Reading): string {
  const say = TRAINING_WORDS[language];
  const { state, dueAt, passedAt, percent = 0, validUntil } = taker;
  const lines =
    state === 'passed'
      ? [
          say.passedAt(utcDay(passedAt ?? now, language), percent),
          ...(validUntil ? [say.validUntil(utcDay(validUntil, language))] : []),
        ]
      : state === 'failed'
        ? [say.failed]
        : [dueAt < now ? say.overdue(utcDay(dueAt, language)) : say.due(utcDay(dueAt, language))];
  return `<p><strong>${lines.map(escapeHtml).join(' ')}</strong></p>`;
}

function ways(reading: Reading): string {
  const { taker, course, language } = reading;
  const say = TRAINING_WORDS[language];
  const [first] = course.parts;
  const to = (query: Record<string, string>, words: string) =>
    `<a class="button" href="${linkTo(reading, query)}">${escapeHtml(words)}</a>`;
  if (taker.checkState === 'asked') return to({ paper: 'check' }, say.check);
  if (taker.state === 'passed')
    return course.survey.length > 0 && !taker.surveyedAt ? to({ survey: 'yes' }, say.survey) : '';
  if (taker.state === 'failed' || !first) return '';
  return to({ part: first.id }, say.begin) + to({ paper: 'quiz' }, say.toQuiz);
}

function lessonPage(reading: Reading, id: string): string {
  const { course, language, reportAt, taker } = reading;
  const [words, say] = [wordsOf(reading).parts[id], TRAINING_WORDS[language]];
  const next = course.parts[course.parts.findIndex((part) => part.id === id) + 1];
  const onward = next
    ? `<a class="button" href="${linkTo(reading, { part: next.id })}">${escapeHtml(say.next)}</a>`
    : taker.state === 'open'
      ? `<a class="button" href="${linkTo(reading, { paper: 'quiz' })}">${escapeHtml(say.toQuiz)}</a>`
      : '';
  return `<section><h2>${escapeHtml(words?.title ?? id)}</h2>${lessonHtml(filled(words?.lesson ?? '', reportAt))}</section>
<nav>${onward}<a href="${linkTo(reading)}">${escapeHtml(say.back)}</a></nav>`;
}

function filled(text: string, reportAt: string): string {
  return text.replaceAll('{{report}}', reportAt);
}
