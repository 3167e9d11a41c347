import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REQUIRED_TOPICS } from '../../src/domain/training/course';
import { drawn, marked } from '../../src/domain/training/paper';
import { stepsOf } from '../../src/domain/training/plan';
import type { Instant } from '../../src/domain/primitives/instant';
import { coursesIn, SHIPPED_COURSES } from '../../src/process/courses';
import { readCourse } from '../../src/rules/course';

const folder = join(SHIPPED_COURSES, 'protecting-customer-data', '1');
const yaml = readFileSync(join(folder, 'course.yaml'), 'utf8');
const english = readFileSync(join(folder, 'en.md'), 'utf8');
const read = (structure = yaml, words = english) =>
  readCourse({ file: 'course.yaml', text: structure }, [{ language: 'en', file: 'en.md', text: words }]);

test('a complete course is shipped in English and French, with all that every course must teach', () => {
  const [course] = coursesIn(undefined);
  expect(Object.keys(course!.words).sort()).toEqual(['en', 'fr']);
  expect(course!.parts.map(({ topic }) => topic)).toEqual(expect.arrayContaining([...REQUIRED_TOPICS]));
  for (const question of course!.questions)
    expect(Object.keys(course!.words['fr']!.questions[question.id]!.options)).toEqual(
      Object.keys(course!.words['en']!.questions[question.id]!.options),
    );
});

const replaced = (text: string, from: string, to: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};
const lineOf = (text: string, words: string) => text.split('\n').findIndex((line) => line.includes(words)) + 1;

test.each([
  ['id: the-law, topic: gdpr', 'id: the-law', 'parts:', /^course.yaml:\d+:\d+: No part teaches gdpr/],
  ['ask: 8', 'ask: 80', 'ask: 80', /must be at most 50/],
  ['ask: 8', 'ask: 40', 'ask: 40', /quiz\.ask is 40, and there are 14 questions/],
  ['part: everyday-care, right: [c]', 'part: nowhere, right: [c]', 'nowhere', /There is no part nowhere/],
  ['id: whose', 'id: breach', 'id: breach', /breach stands there twice/],
  ['attempts: 3', 'tries: 3', 'tries: 3', /no rule of the name tries/],
])('a fault of its structure is told with its line: %s to %s', (from, to, at, sentence) => {
  const text = replaced(yaml, from, to);
  const { faults } = read(text) as { faults: string[] };
  expect(faults.join('\n')).toMatch(sentence);
  const lines = faults.map((fault) => Number(fault.split(':')[1]));
  expect(lines.some((line) => Math.abs(line - lineOf(text, at)) <= 2)).toBe(true);
});

test.each([
  ['## the-law: What', '## the-rules: What', '## the-rules', /no other part the-rules/],
  ['- c: No. It was given', '- x: No. It was given', '### whose', /whose has no option c/],
  ['### useful: This', '### usefull: This', '### usefull', /no other question of the survey usefull/],
  ['# Protecting', 'Protecting', 'Protecting our', /must begin with its title/],
])('a fault of its words is told with its line: %s to %s', (from, to, at, sentence) => {
  const text = replaced(english, from, to);
  const { faults } = read(yaml, text) as { faults: string[] };
  expect(faults.join('\n')).toMatch(sentence);
  expect(faults.map((fault) => fault.split(':')[1])).toContain(String(lineOf(text, at)));
});

const [course] = coursesIn(undefined);

test('an attempt asks the same whenever it is drawn, another attempt otherwise, and every question has its turn', () => {
  expect(drawn(course!, 'quiz', 'a/1')).toEqual(drawn(course!, 'quiz', 'a/1'));
  expect(drawn(course!, 'quiz', 'a/1')).not.toEqual(drawn(course!, 'quiz', 'a/2'));
  const seen = new Map<string, number>();
  for (let nth = 0; nth < 1_400; nth += 1)
    for (const { question } of drawn(course!, 'quiz', `staff-${nth}`))
      seen.set(question.id, (seen.get(question.id) ?? 0) + 1);
  const counts = course!.questions.map(({ id }) => seen.get(id) ?? 0);
  expect(Math.min(...counts)).toBeGreaterThan(720);
  expect(Math.max(...counts)).toBeLessThan(880);
});

test('only exactly the right options count, and the threshold is met or not', () => {
  const asked = drawn(course!, 'quiz', 'seed');
  const right = Object.fromEntries(asked.map(({ question }) => [question.id, question.right]));
  expect(marked(course!, 'quiz', 'seed', right)).toMatchObject({ asked: 8, right: 8, percent: 100, passed: true });
  const wrong = (count: number) =>
    Object.fromEntries(
      Object.entries(right).map(([id, options], nth) => [id, nth < count ? [...options, 'z'] : options]),
    );
  expect(marked(course!, 'quiz', 'seed', wrong(2))).toMatchObject({ percent: 75, passed: true });
  expect(marked(course!, 'quiz', 'seed', wrong(3))).toMatchObject({ percent: 62, passed: false });
  expect(marked(course!, 'quiz', 'seed', {})).toMatchObject({ right: 0, passed: false });
});

test('a wave invites, reminds before the due day, tells managers after it, and asks again later', () => {
  const at = '2026-11-01T09:00:00.000Z' as Instant;
  const days = (steps: ReturnType<typeof stepsOf>) =>
    steps.map((step) => `${step.number} ${step.kind} ${step.at.slice(0, 10)}`);
  expect(days(stepsOf(course!, at, false))).toEqual([
    '1 invite 2026-11-01',
    '2 remind 2026-11-17',
    '3 remind 2026-11-28',
    '4 manager 2026-12-02',
    '5 check 2027-01-31',
    '6 settle 2027-02-14',
  ]);
  expect(days(stepsOf(course!, at, true))).toHaveLength(4);
});
