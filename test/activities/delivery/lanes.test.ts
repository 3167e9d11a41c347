import { InHand } from '../../../src/activities/delivery/in-hand';
import { Lanes, type DomainLimits } from '../../../src/activities/delivery/lanes';
import type { ClaimedMail } from '../../../src/register';
import { until } from '../../support/until';

/** Sends so many mails, each to the domain that is given for it; those of the slow one end only when they are let go. */
async function sendAll(count: number, domainOf: (n: number) => string, limits: DomainLimits = {}) {
  const lanes = new Lanes(3, limits);
  const due = Array.from({ length: count }, (_, n) => ({
    id: `${n}`,
    contact: String(n).padStart(5),
    email: `a@${domainOf(n)}`,
    also: [],
  }));
  const deliveries = {
    claim: ({ limit, without = [] }: { limit: number; without?: readonly string[] }) => {
      const wanted = due.filter(({ email }) => !without.includes(email.slice(2))).slice(0, limit);
      for (const one of wanted) due.splice(due.indexOf(one), 1);
      return Promise.resolve(wanted as unknown as ClaimedMail[]);
    },
    release: () => Promise.resolve(),
  };
  const from = {
    ...deliveries,
    notice: { incident: 'INC-2026-0001' as const, notice: 1 },
    fence: '',
    lane: 0,
    handedBy: 'x',
    begun: new Set(),
    releaseUnbegun: () => Promise.resolve(),
    limit: () => 1_000,
  };
  const addressed = { recipient: { customer: '', account: '' }, language: 'en' };
  const inHand = new InHand(
    { ...from, now: () => '2026-11-23T10:00:00.000Z', addressedTo: () => Promise.resolve(() => addressed) } as never,
    lanes,
  );
  const open = new Map<string, number>();
  const most = new Map<string, number>();
  const ended: string[] = [];
  const held: (() => void)[] = [];
  const run = (async () => {
    while (!inHand.isOver) {
      const next = inHand.next();
      if (!next) {
        await inHand.change();
        continue;
      }
      const { domain } = next;
      open.set(domain, (open.get(domain) ?? 0) + 1);
      most.set(domain, Math.max(most.get(domain) ?? 0, open.get(domain) ?? 0));
      const end = () => {
        open.set(domain, (open.get(domain) ?? 0) - 1);
        ended.push(domain);
        next.ended();
      };
      next.leaves();
      if (domain === 'slow.example') held.push(end);
      else setImmediate(end);
    }
  })();
  const letGo = () => held.splice(0).forEach((end) => end());
  return { run, ended, most, letGo, isHeld: () => held.length > 0 };
}

test('a domain that does not answer keeps two lanes, and all others get theirs', async () => {
  const { run, ended, most, letGo, isHeld } = await sendAll(300, (n) =>
    n % 3 === 0 ? 'slow.example' : `d${n}.example`,
  );
  await until('the others have ended', () => ended.length === 200);
  expect(isHeld()).toBe(true);
  const letting = setInterval(letGo, 1);
  await run;
  clearInterval(letting);
  letGo();
  expect(ended).toHaveLength(300);
  expect(ended.slice(0, 200)).not.toContain('slow.example');
  expect(most.get('d1.example')).toBe(1);
});

test('one domain alone gets every lane', async () => {
  const { run, most } = await sendAll(200, () => 'one.example');
  await run;
  expect(most.get('one.example')).toBe(9);
});

test('a domain takes no more at once than is set for it', async () => {
  const { run, most } = await sendAll(200, (n) => (n % 2 === 0 ? 'a.example' : 'b.example'), {
    'a.example': { connections: 1 },
    '*': { connections: 4 },
  });
  await run;
  expect(most.get('a.example')).toBe(1);
  expect(most.get('b.example')).toBeLessThanOrEqual(4);
});
