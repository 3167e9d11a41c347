import type { IncidentId } from '../../domain/case/state';
import { readableBy } from '../../domain/visibility';
import type { Person } from '../../register';
import { isIncidentId } from '../incidents/incident-id';

/** A payload decrypted, as its JSON. */
export interface Opened {
  json: unknown;
  hasPrivileged: boolean;
  /** The incidents that it belongs to, as far as it says so itself. */
  incidents: IncidentId[];
}

export function openedJson(data: Uint8Array): Opened {
  try {
    const text = Buffer.from(data).toString();
    const json: unknown = JSON.parse(text);
    return { json, incidents: [...new Set(incidentsIn(json))], hasPrivileged: text.includes('"privileged"') };
  } catch {
    return { json: undefined, incidents: [], hasPrivileged: false };
  }
}

/**
 * What of it this person may read. Many a command names no incident: while something is hidden from the reader, none of these is shown, for
 * it may be of that.
 */
export function shownTo(
  person: Person,
  hidden: ReadonlySet<IncidentId>,
  { json, incidents, hasPrivileged }: Opened,
): unknown {
  if (hidden.size > 0 && (incidents.length === 0 || incidents.some((id) => hidden.has(id)))) return WITHHELD;
  return hasPrivileged ? readableBy(person, {}, json) : json;
}

export const WITHHELD = {
  restricted: 'This belongs to a restricted incident, or cannot be told from one. Its members read it through the API.',
};

/** Under these names stand ids alone: no words of people could pass for another incident's. */
const NAMES = new Set(['id', 'incident', 'effect', 'alert', 'alertId']);

function incidentsIn(value: unknown, name = ''): IncidentId[] {
  if (typeof value === 'string') {
    const id = value.split('#')[0];
    return NAMES.has(name) && isIncidentId(id) ? [id] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => incidentsIn(part, Array.isArray(value) ? name : key));
}
