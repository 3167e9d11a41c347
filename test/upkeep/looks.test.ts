import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { Page } from '../../src/domain/events';
import { instantAt } from '../../src/domain/primitives/instant';
import type { IncidentId } from '../../src/domain/case/state';
import type { Register } from '../../src/register';
import { check as checkFully } from '../../src/upkeep/check';
import { reconcile } from '../../src/upkeep/reconcile';
import { migratedPlace, type Place } from '../register/registers';
import { assess, close, given, opened, OUT_OF_SCOPE, START, triaged } from '../support/story';

let place: Place;
let register: Register;
beforeEach(async () => {
  place = await migratedPlace();
  register = await place.open();
});
afterEach(async () => {
  await register.close();
  await place.remove();
});

test('a history that cannot be read is a fault of its incident, and hides none of another', async () => {
  await store('INC-2026-0001', given(opened()).story.pages);
  await store('INC-2026-0002', given(opened()).story.pages);
  const client = temporal({ 'INC-2026-0001': 'unreadable' });
  expect((await check(register, client)).faults).toEqual([
    'INC-2026-0001: it could not be looked at (too large)',
    'INC-2026-0002: it is open in the register, and Temporal knows no workflow of it',
  ]);
  const needs = { register, client, clock: () => START, compose: () => ({ texts: {}, hash: '' }) };
  const steps = (await reconcile(needs)).map(({ subject, found, act }) => [subject, found, act !== undefined]);
  expect(steps).toContainEqual(['INC-2026-0001', 'its pages or its histories cannot be read (too large)', false]);
  expect(steps).toContainEqual(['INC-2026-0002', 'it is not over, and has no workflow', true]);
});

test('a Temporal that goes away meanwhile is one fault, not one of each incident', async () => {
  for (const id of ['INC-2026-0001', 'INC-2026-0002']) await store(id, given(opened()).story.pages);
  const faults = (await check(register, temporal({ 'INC-2026-0001': 'unreadable' }, { answers: 1 }))).faults;
  expect(faults).toEqual([expect.stringMatching(/^Temporal: the workflows could not be looked at/)]);
});

test('a Temporal that is stopped is no fault: the pages are checked alone, and that is said', async () => {
  await store('INC-2026-0001', given(opened()).story.pages);
  const found = await check(register, temporal({}, { answers: 0 }));
  expect(found).toMatchObject({ incidents: 1, faults: [] });
  expect(found.unchecked).toMatch(/^Temporal does not answer \(gone\): the pages were checked alone/);
});

test('an acknowledged report of which there is neither page nor workflow is a fault, and a young one that waits is not', async () => {
  const [lost, stuck] = [await accepted(0), await accepted(6 * 60_000), await accepted(0)];
  await register.reports.opened(lost);
  expect((await check(register, temporal({}))).faults).toEqual([
    `${lost}: it was reported and opened, and neither its pages nor its workflow are there`,
    expect.stringMatching(`^${stuck}: its report waits to be opened since `),
  ]);
});

test('a closed incident that owes something still needs its workflow', async () => {
  const closed = [opened(), triaged({ inScope: 'no' }), assess({ classification: OUT_OF_SCOPE }), close()];
  await store('INC-2026-0001', given(...closed).story.pages);
  expect((await check(register, temporal({}))).faults).toEqual([
    'INC-2026-0001: it is closed in the register and owes something still, and Temporal knows no workflow of it',
  ]);
  expect((await check(register, temporal({ 'INC-2026-0001': 'running' }))).faults).toEqual([]);
});

test('in a house full of faults all are looked at before any is looked at again, so that the pauses do not add up', async () => {
  const ids = Array.from({ length: 40 }, (_, index) => `INC-2026-${String(index + 1).padStart(4, '0')}`);
  for (const id of ids) await store(id, given(opened()).story.pages);
  const seen: string[] = [];
  expect((await check(register, temporal({}, { seen }))).faults).toHaveLength(40);
  expect([0, 40, 80].map((from) => seen.slice(from, from + 40).sort())).toEqual([ids, ids, ids]);
  expect(seen).toHaveLength(120);
});

function check(register: Register, client: Client) {
  return checkFully(register, client, { lookAgain: 10 });
}

async function store(id: string, pages: Page[]): Promise<void> {
  const own = JSON.stringify(pages).replaceAll('INC-2026-0001', id);
  await register.pages.append(JSON.parse(own) as Page[]);
}

let requests = 0;
async function accepted(age: number): Promise<IncidentId> {
  const at = instantAt(Date.now() - age);
  const report = { channel: 'staff', reporter: 'ann', seen: 'A mail.', detectedAt: at, reportedAt: at } as const;
  return (await register.reports.accept({ report, by: 'ann', receivedAt: at, request: `r${(requests += 1)}` })).id;
}

/** What the check asks of Temporal: which workflows there are, and their histories, which here are empty or unreadable. */
function temporal(
  workflows: Record<string, 'running' | 'unreadable'>,
  { answers = Infinity, seen = [] as string[] } = {},
): Client {
  const handle = (workflowId: string) => ({
    describe: () => {
      seen.push(workflowId);
      if (!workflows[workflowId]) throw new WorkflowNotFoundError('not found', workflowId, undefined);
      return Promise.resolve({ workflowId, runId: 'run', status: { name: 'RUNNING' }, startTime: new Date(0) });
    },
    fetchHistory: () =>
      workflows[workflowId] === 'running' ? Promise.resolve({ events: [] }) : Promise.reject(new Error('too large')),
  });
  let left = answers;
  const getSystemInfo = () => ((left -= 1) < 0 ? Promise.reject(new Error('gone')) : Promise.resolve({}));
  return {
    withDeadline: <T>(_deadline: number, act: () => Promise<T>) => act(),
    workflowService: { getSystemInfo },
    workflow: {
      getHandle: handle,
      list: () => Object.keys(workflows).map((workflowId) => ({ workflowId, runId: 'run' })),
    },
  } as unknown as Client;
}
