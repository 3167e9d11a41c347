import { hours, instant, INCIDENT, minutes, PEOPLE, given, opened, START, triaged } from '../../support/story';
import { evolve } from '../../../src/domain/evolve';
import { plus, type Instant } from '../../../src/domain/primitives/instant';
import { openingPage, type Opening } from '../../../src/domain/open';
import { receive } from '../../../src/domain/receive';
import { RULES_2026_11 } from '../../../src/domain/case/rules';

const [DAYS_BEHIND, DAYS_AHEAD] = [hours(-80), hours(80)];

describe('A declaration whose instant the API filled in', () => {
  const { state } = given(opened(), triaged()).story;
  const now = plus(START, hours(1));
  const declared = (declaredAt: Instant, over: object = {}) => {
    const said = { basis: 'likely', facts: 'It was opened.', gdpr: 'yes', awareAt: START, declaredAt };
    const envelope = { by: 'lead', door: 'api' as const, roles: ['lead' as const], stamped: true };
    return receive(state, 'declare', { ...said, ...envelope, ...over }, 'update', now);
  };
  const eventOf = (heard: ReturnType<typeof receive>) => {
    if (heard.kind !== 'page') throw new Error(JSON.stringify(heard));
    return heard.page.events[0];
  };

  test.each([DAYS_BEHIND, DAYS_AHEAD, minutes(3)])(
    'is of the incident’s own time where the API’s clock was off by %i ms, and both are kept',
    (off) => {
      const stampedAt = plus(now, off);
      expect(eventOf(declared(stampedAt))).toMatchObject({ type: 'declared', declaredAt: now, stampedAt });
    },
  );

  test('is the API’s where it is within the tolerance, or waited for a worker since', () => {
    for (const off of [minutes(2), 0, minutes(-50)]) {
      const event = eventOf(declared(plus(now, off)));
      expect(event).toMatchObject({ type: 'declared', declaredAt: plus(now, off) });
      expect(event).not.toHaveProperty('stampedAt');
    }
  });

  test('is a fact, and stands or is refused, where a person named it', () => {
    const earlier = instant('2026-11-20T08:00:00Z');
    const fact = { stamped: undefined, awareAt: earlier };
    expect(eventOf(declared(earlier, fact))).toMatchObject({ declaredAt: earlier });
    expect(declared(plus(now, minutes(3)), fact)).toMatchObject({ refusal: { refused: 'impossible-instant' } });
  });

  test('is taken as a person’s where nobody of ours says otherwise', () => {
    const claimed = declared(plus(now, DAYS_AHEAD), { door: undefined });
    expect(claimed).toMatchObject({ refusal: { refused: 'impossible-instant' } });
  });
});

describe('A report', () => {
  const opening = (at: Instant, sentAt: Instant | undefined): Opening => ({
    id: INCIDENT,
    report: { channel: 'staff', reporter: 'reporter', seen: 'A list went astray.', detectedAt: at, reportedAt: at },
    rules: RULES_2026_11,
    roster: PEOPLE,
    rosterRevision: 1,
    by: 'reporter',
    door: 'api',
    at,
    ...(sentAt && { sentAt }),
  });
  const dueOf = (page: ReturnType<typeof openingPage>) => evolve(undefined, page).obligations[0]?.due;

  test.each([DAYS_BEHIND, DAYS_AHEAD, minutes(-3), minutes(3)])(
    'counts from when Temporal took it where the API’s clock was off by %i ms, and both are kept',
    (off) => {
      const stampedAt = plus(START, off);
      const page = openingPage(opening(stampedAt, stampedAt), START);
      expect(page).toMatchObject({ at: START, events: [{ type: 'opened', stampedAt }, {}, {}] });
      expect(page.events[0]).toMatchObject({ report: { detectedAt: START, reportedAt: START } });
      expect(dueOf(page)).toBe(plus(START, hours(4)));
    },
  );

  test('that waited keeps its age, by whatever clock', () => {
    for (const off of [DAYS_BEHIND, 0, DAYS_AHEAD]) {
      const sentAt = plus(START, off);
      expect(openingPage(opening(plus(sentAt, hours(-5)), sentAt), START).at).toBe(plus(START, hours(-5)));
    }
  });

  test('whose detection somebody named keeps that', () => {
    const late = opening(plus(START, DAYS_AHEAD), plus(START, DAYS_AHEAD));
    const detectedAt = plus(START, hours(-1));
    const page = openingPage({ ...late, report: { ...late.report, detectedAt } }, START);
    expect(page.events[0]).toMatchObject({ report: { detectedAt, reportedAt: START } });
  });

  test('is as it was stamped within the tolerance, and where nothing tells when it was sent', () => {
    const at = plus(START, minutes(2));
    expect(openingPage(opening(at, at), START)).toEqual(openingPage(opening(at, undefined), START));
    expect(openingPage(opening(at, at))).toMatchObject({ at });
  });
});
