import { obligationIdOf } from '../../../src/domain/clocks/state';
import type { Event, Page } from '../../../src/domain/events';
import type { IncidentId } from '../../../src/domain/case/state';
import { effectIdOf } from '../../../src/domain/effects/state';
import { SYSTEM } from '../../../src/domain/primitives/people';
import { BadCursor, INCIDENT_SORTS, type HeadlineRow, type IncidentQuery } from '../../../src/register';
import type { TimelineRange } from '../../../src/register/read/timeline';
import { onEachRegister } from '../registers';
import { customer, hoursLater, NOON, notePage, openingPage, page } from '../stories';

const id = (number: number) => `INC-2026-${String(number).padStart(4, '0')}` as IncidentId;

onEachRegister('Incidents', (bench) => {
  beforeAll(async () => {
    for (let number = 1; number <= 9; number++) await bench.register.pages.append(story(number));
  });

  /** Every third has a due instant and a severity; every fourth is closed. */
  function story(number: number): Page[] {
    const opening = openingPage(id(number), hoursLater(number % 5));
    const pages = [opening];
    if (number % 3 === 0) {
      const severity = { level: (['low', 'medium', 'very-high'] as const)[number / 3 - 1]!, reason: 'so' };
      pages.push(page(id(number), 2, [{ type: 'assessed', entries: { severity } }], hoursLater(10 + number)));
      const due = hoursLater(80 - number);
      const obligation = { obligation: obligationIdOf('o1'), kind: 'tell-customers', since: NOON, due } as const;
      pages.push(page(id(number), 3, [{ type: 'obligation-opened', ...obligation }], hoursLater(20 + number)));
    }
    if (number % 4 === 0)
      pages.push(page(id(number), pages.length + 1, [{ type: 'closed', outcome: 'done' }], hoursLater(40)));
    return pages;
  }

  const query = (asked: Partial<IncidentQuery>): IncidentQuery => ({
    sort: 'openedAt',
    descending: false,
    limit: 100,
    ...asked,
  });

  async function walk(asked: Partial<IncidentQuery>): Promise<HeadlineRow[]> {
    const all: HeadlineRow[] = [];
    let cursor: string | undefined;
    do {
      const { rows, next } = await bench.register.incidents.list(
        query({ limit: 2, ...asked, ...(cursor && { cursor }) }),
      );
      all.push(...rows);
      cursor = next;
    } while (cursor);
    return all;
  }

  test('a row says what a list needs: the headline, when it was opened and changed, and by whom reported', async () => {
    const { rows } = await bench.register.incidents.list(query({ severity: 'low' }));
    expect(rows).toEqual([
      {
        id: id(3),
        class: 'undetermined',
        stage: 'triage',
        severity: 'low',
        late: false,
        due: hoursLater(77),
        sequence: 3,
        openedAt: hoursLater(3),
        updatedAt: hoursLater(23),
        reporter: 'p-ann',
        restricted: false,
        title: expect.any(String) as string,
        owners: [],
        clock: { kind: 'tell-customers', due: hoursLater(77) },
        awaits: expect.objectContaining({ command: expect.any(String) as string }) as object,
      },
    ]);
  });

  test.each(INCIDENT_SORTS.flatMap((sort) => [true, false].map((descending) => ({ sort, descending }))))(
    'walking by cursor meets every incident once: $sort, descending $descending',
    async (order) => {
      const walked = await walk(order);
      const whole = await bench.register.incidents.list(query(order));
      expect(walked).toEqual(whole.rows);
      expect(new Set(walked.map((row) => row.id)).size).toBe(9);
      expect(whole.next).toBeUndefined();
    },
  );

  test('rows without the value sorted by come last, either way', async () => {
    const dues = async (descending: boolean) => (await walk({ sort: 'due', descending })).map(({ due }) => due);
    expect((await dues(false)).slice(0, 4)).toEqual([hoursLater(71), hoursLater(74), hoursLater(77), undefined]);
    expect((await dues(true)).slice(0, 4)).toEqual([hoursLater(77), hoursLater(74), hoursLater(71), undefined]);
    const severities = (await walk({ sort: 'severity', descending: true })).map(({ severity }) => severity);
    expect(severities.slice(0, 4)).toEqual(['very-high', 'medium', 'low', undefined]);
  });

  test('filters narrow the list, alone and together', async () => {
    const ids = async (asked: Partial<IncidentQuery>) =>
      (await bench.register.incidents.list(query(asked))).rows.map((row) => row.id).sort();
    expect(await ids({ stage: 'closed' })).toEqual([id(4), id(8)]);
    expect(await ids({ dueBefore: hoursLater(74) })).toEqual([id(9)]);
    expect(await ids({ dueBefore: hoursLater(75), severity: 'medium' })).toEqual([id(6)]);
    expect(await ids({ late: true })).toEqual([]);
    expect(await ids({ class: 'event' })).toEqual([]);
    expect(await ids({ reporter: 'p-ann' })).toHaveLength(9);
    expect(await ids({ reporter: `' or true --` })).toEqual([]);
    expect(await bench.register.incidents.open()).toEqual([1, 2, 3, 5, 6, 7, 9].map(id));
  });

  test('what is inserted in between neither repeats a row nor hides one', async () => {
    const first = await bench.register.incidents.list(query({ limit: 4 }));
    await bench.register.pages.append([openingPage(id(100), hoursLater(-5))]);
    await bench.register.pages.append([openingPage(id(101), hoursLater(50))]);
    const rest = await bench.register.incidents.list(query({ cursor: first.next! }));
    const seen = [...first.rows, ...rest.rows].map((row) => row.id);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(10);
    expect(seen.at(-1)).toBe(id(101));
  });

  test('a cursor that was changed, invented, or given out for another question is bad', async () => {
    const { next } = await bench.register.incidents.list(query({ limit: 2 }));
    const changed = Buffer.from(Buffer.from(next!, 'base64url').toString().replace('INC-2026', 'INC-2020')).toString(
      'base64url',
    );
    for (const cursor of [
      changed,
      next!.slice(0, -3),
      '',
      'nonsense',
      Buffer.from('[1,2]').toString('base64url'),
      '\0',
    ]) {
      await expect(bench.register.incidents.list(query({ cursor }))).rejects.toThrow(BadCursor);
    }
    await expect(bench.register.incidents.list(query({ descending: true, cursor: next! }))).rejects.toThrow(BadCursor);
    await expect(bench.register.incidents.list(query({ stage: 'closed', cursor: next! }))).rejects.toThrow(BadCursor);
    const ofIncident = await bench.register.incidents.timeline(id(3), { limit: 1 });
    await expect(bench.register.incidents.timeline(id(6), { limit: 1, after: ofIncident.next! })).rejects.toThrow(
      BadCursor,
    );
  });

  test('a period, an owner, an act that is owed, a customer, a product and words find what they name', async () => {
    const { register } = bench;
    const ids = async (asked: Partial<IncidentQuery>) =>
      (await register.incidents.list(query(asked))).rows.map((row) => row.id).sort();
    const [first, second] = [id(201), id(202)];
    await register.pages.append([openingPage(first, hoursLater(500), "A clerk's list, case SIEM-48213, went astray")]);
    const opening = openingPage(second, hoursLater(600), 'Un fichier égaré');
    Object.assign((opening.events[0] as { report: object }).report, { suspectedProduct: 'Portal' });
    const clock = {
      obligation: obligationIdOf('triage'),
      kind: 'triage',
      since: hoursLater(600),
      due: hoursLater(604),
    } as const;
    const assigned: Event = { type: 'assigned', persons: ['p-lea', 'p-ann'] };
    const owned = page(second, 2, [assigned, { type: 'obligation-opened', ...clock }], hoursLater(601));
    await register.pages.append([opening, owned]);
    await register.customers.store([customer('kiwi', { product: 'Portal' }), customer('plum')]);
    const selection = { customers: ['kiwi', 'plum'] };
    await register.scope.resolve({ incident: first, effect: 'e1', selection, addedAt: hoursLater(501) });

    expect(await ids({ reportedFrom: hoursLater(500) })).toEqual([first, second]);
    expect(await ids({ reportedFrom: hoursLater(500), reportedTo: hoursLater(600) })).toEqual([first]);
    expect(await ids({ declaredFrom: hoursLater(0) })).toEqual([]);
    expect(await ids({ owner: 'p-lea' })).toEqual([second]);
    expect(await ids({ owes: 'assess' })).toEqual([second]);
    expect(await ids({ owes: 'explain-delay' })).toEqual([]);
    expect(await ids({ customer: 'plum' })).toEqual([first]);
    expect(await ids({ product: 'Portal' })).toEqual([first, second]);
    for (const q of ['siem-48213', 'CLERK astray', '"went astray"', first]) expect(await ids({ q })).toEqual([first]);
    expect(await ids({ q: 'égaré' })).toEqual([second]);
    for (const q of ['clerk -astray', `' or true --`, '"astray went"']) expect(await ids({ q })).toEqual([]);

    const { next } = await register.incidents.list(query({ limit: 1, product: 'Portal' }));
    await expect(register.incidents.list(query({ limit: 1, product: 'Ledger', cursor: next! }))).rejects.toThrow(
      BadCursor,
    );
    await register.scope.mark({
      incident: first,
      effect: 'e2',
      customer: 'plum',
      mark: 'removed',
      reason: 'not',
      by: ['p-lea'],
    });
    expect(await ids({ customer: 'plum' })).toEqual([]);
  });

  test('the timeline tells each event with its page, in order, page by page', async () => {
    const two = page(id(1), 2, [
      { type: 'progress-noted', text: 'a' },
      { type: 'progress-noted', text: 'b' },
    ]);
    await bench.register.pages.append([two, notePage(id(1), 3, 'c')]);
    const first = await bench.register.incidents.timeline(id(1), { limit: 2 });
    const rest = await bench.register.incidents.timeline(id(1), { limit: 2, after: first.next! });
    expect([...first.rows, ...rest.rows].map(({ sequence, index, type }) => [sequence, index, type])).toEqual([
      [1, 0, 'opened'],
      [2, 0, 'progress-noted'],
      [2, 1, 'progress-noted'],
      [3, 0, 'progress-noted'],
    ]);
    expect(rest).not.toHaveProperty('next');
    expect(rest.rows[0]).toEqual({
      sequence: 2,
      index: 1,
      at: NOON,
      by: 'p-ann',
      door: 'api',
      command: 'story',
      type: 'progress-noted',
      event: { type: 'progress-noted', text: 'b' },
    });
  });

  test('the timeline is narrowed to one request, one customer, and to what people did', async () => {
    const events: Event[] = [
      { type: 'customers-added', effect: effectIdOf(id(2), 2, 1), selection: { customers: ['c-1', 'c-2'] } },
      { type: 'progress-noted', text: 'b' },
    ];
    const by = { by: SYSTEM, door: 'system' } as const;
    const cleared: Event = { type: 'customer-cleared', effect: effectIdOf(id(2), 3, 1), customer: 'c-1', reason: 'r' };
    const refused: Event = {
      type: 'refused',
      command: 'x',
      code: 'busy',
      why: 'w',
      door: 'signal',
      reference: 'other',
    };
    await bench.register.pages.append([
      { ...page(id(2), 2, events), key: { key: 'mine', bodyHash: 'h' } },
      { ...page(id(2), 3, [cleared]), ...by },
      page(id(2), 4, [refused]),
    ]);
    const found = async (range: Omit<TimelineRange, 'limit'>) =>
      (await bench.register.incidents.timeline(id(2), { limit: 9, ...range })).rows.map(({ type }) => type);
    expect(await found({ reference: 'mine' })).toEqual(['customers-added', 'progress-noted']);
    expect(await found({ reference: 'other' })).toEqual(['refused']);
    expect(await found({ customer: 'c-1' })).toEqual(['customers-added', 'customer-cleared']);
    expect(await found({ customer: 'c-2', actor: 'person' })).toEqual(['customers-added']);
    expect(await found({ actor: 'system' })).toEqual(['customer-cleared']);
    const first = await bench.register.incidents.timeline(id(2), { limit: 1, customer: 'c-1' });
    expect(await found({ customer: 'c-1', after: first.next })).toEqual(['customer-cleared']);
    await expect(bench.register.incidents.timeline(id(2), { limit: 1, after: first.next })).rejects.toThrow();
  });

  test('of an incident that is not there nothing is told', async () => {
    expect(await bench.register.incidents.get(id(999))).toBeUndefined();
    expect(await bench.register.incidents.sequence(id(999))).toBe(0);
    expect(await bench.register.incidents.get('\0' as IncidentId)).toBeUndefined();
    expect(await bench.register.incidents.timeline(id(999), { limit: 5 })).toEqual({ rows: [] });
  });
});
