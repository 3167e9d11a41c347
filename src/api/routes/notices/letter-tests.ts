import type { RequestHandler } from 'express';
import { testLetter } from '../../../contract/notices/letter-tests';
import { textHashOf } from '../../../texts/hash';
import { asTest } from '../../../texts/test-letter';
import type { ApiDeps } from '../../deps';
import { answerOnce } from '../../http/idempotency';
import { bodyAs } from '../../http/input';
import { Problem } from '../../http/problem';
import { noteReading } from '../../http/readings';
import { personOf } from '../../http/sign-in';
import { incidentIdOf } from '../../incidents/incident-id';
import { readCaughtUp } from '../../incidents/sight';
import { letterOf, numberOf } from './notice';

/** An approver has the letter of one customer mailed to their own address, marked as a test. No customer gets anything. */
export const testNotice = (deps: ApiDeps): RequestHandler => {
  return async (request, response) => {
    const asked = bodyAs(testLetter, request);
    const [incident, person] = [incidentIdOf(request), personOf(response)];
    const { view } = await readCaughtUp(deps, incident, person);
    await noteReading(deps, request, response, 'notice', view);
    if (view.report.exercise)
      throw new Problem(
        'not-permitted',
        'This incident is an exercise, and nothing of it leaves the machine: read the letter on its page.',
      );
    const number = numberOf(request) ?? 0;
    const stored = await deps.register.notices.get(incident, number);
    const letter = await letterOf(deps, { incident, number, ...asked }, stored);
    await answerOnce(deps, request, response, asked, async () => {
      const { language, subject, text, html, values } = letter;
      const textSha256 = textHashOf(language, asTest({ subject, text, html }, language));
      const test = { incident, notice: number, person, language, values, textSha256 };
      const id = await deps.register.letterTests.ask(test);
      if (!id)
        throw new Problem(
          'too-much',
          'You had thirty letters sent to yourself within an hour. Wait, or read them on the page.',
        );
      return { status: 202, body: { id, to: person.email, customer: asked.customer, language, textSha256 } };
    });
  };
};

export const listTests = (deps: ApiDeps): RequestHandler => {
  return async (request, response) => {
    const incident = incidentIdOf(request);
    const { view } = await readCaughtUp(deps, incident, personOf(response));
    await noteReading(deps, request, response, 'notice', view);
    response.json({ items: await deps.register.letterTests.list({ incident, notice: numberOf(request) ?? 0 }) });
  };
};
