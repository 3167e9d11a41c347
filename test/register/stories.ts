import type { Event, Page } from '../../src/domain/events';
import { instantAt, plus, HOUR, type Instant } from '../../src/domain/primitives/instant';
import { RULES_2026_11 } from '../../src/domain/case/rules';
import { effectIdOf } from '../../src/domain/effects/state';
import type { IncidentId } from '../../src/domain/case/state';
import type { NoticeKind, TextHash } from '../../src/domain/notices/state';
import type { CustomerInput, DeliveryRow, Register } from '../../src/register';

export const NOON = instantAt(Date.UTC(2026, 10, 2, 12));
export const hoursLater = (hours: number, from: Instant = NOON) => plus(from, hours * HOUR);

let incidents = 0;
/** An incident that no other story of the file speaks of. */
export function newIncident(): IncidentId {
  return `INC-2025-${String(++incidents).padStart(4, '0')}` as IncidentId;
}

export function openingPage(
  incident: IncidentId,
  at: Instant = NOON,
  seen = 'A mail went to the wrong customer',
): Page {
  const report = { channel: 'staff', reporter: 'p-ann', seen, detectedAt: at, reportedAt: at } as const;
  return page(
    incident,
    1,
    [{ type: 'opened', id: incident, report, rules: RULES_2026_11, roster: { 'p-lea': ['lead'] }, rosterRevision: 1 }],
    at,
  );
}

export function page(incident: IncidentId, sequence: number, events: Event[], at: Instant = NOON): Page {
  return { incident, sequence, at, by: 'p-ann', door: 'api', command: 'story', events };
}

export function notePage(incident: IncidentId, sequence: number, text: string): Page {
  return page(incident, sequence, [{ type: 'progress-noted', text }], hoursLater(sequence));
}

/** Its second page: the first notice is released, two hours after noon. */
export function released(incident: IncidentId): Page {
  const event = {
    type: 'notice-released',
    effect: effectIdOf(incident, 2, 1),
    notice: 1,
    hash: 'hash-of-1' as TextHash,
  } as const;
  return page(incident, 2, [event], hoursLater(2));
}

/** One subscription with one administrator; `also` adds accounts of the same make. */
export function customer(
  id: string,
  also: Partial<CustomerInput> & { accountIds?: string[]; product?: string } = {},
): CustomerInput {
  const { accountIds = [`${id}-a1`], product = 'Ledger', ...head } = also;
  const accounts = accountIds.map((account) => ({
    id: account,
    kind: 'subscription' as const,
    name: `Account ${account}`,
    product,
    contacts: [
      {
        id: `${account}-admin`,
        name: `Admin of ${account}`,
        email: `admin@${account}.example`,
        role: 'administrator' as const,
      },
    ],
  }));
  return { id, name: `Customer ${id}`, language: 'en', timeZone: 'Europe/Vienna', accounts, ...head };
}

export async function inScope(
  register: Register,
  incident: IncidentId,
  customers: CustomerInput[],
  effect = `${incident}/e1`,
) {
  for (const one of customers) await register.customers.store([one]);
  const selection = { customers: customers.map(({ id }) => id) };
  return await register.scope.resolve({ incident, effect, selection, addedAt: NOON });
}

export async function composed(register: Register, incident: IncidentId, notice = 1, kind: NoticeKind = 'initial') {
  const hash = `hash-of-${notice}`;
  const texts = { en: { subject: 'Notice', text: 'Words', html: '<p>Words</p>' } };
  await register.notices.store({ incident, notice, kind, texts, facts: {}, hash, composedAt: NOON });
  return { incident, notice, hash };
}

export async function claimAll(register: Register, incident: IncidentId, notice = 1, fence = 'fence', now = NOON) {
  return await register.deliveries.claim({ incident, notice, fence, limit: 1000, now });
}

/** Sends one delivery, with the server's answer. */
export async function answered(
  register: Register,
  row: DeliveryRow,
  state: 'accepted' | 'refused',
  at = hoursLater(1),
) {
  const fence = row.fence!;
  await register.deliveries.hand(row.id, fence, at, `<${row.id}@tocsin.example>`);
  return await register.deliveries.finish(row.id, fence, {
    state,
    words: state === 'accepted' ? '250 OK' : '550 no',
    at,
  });
}
