import type { Payload } from '@temporalio/common';
import type { IncidentId } from '../../domain/case/state';
import { subjectOf } from '../../domain/effects/state';
import { readableBy } from '../../domain/visibility';
import type { Person } from '../../register';
import { isIncidentId } from '../incidents/incident-id';

/** A payload decrypted, as its JSON. */
export interface Opened {
  json: unknown;
  hasPrivileged: boolean;
  /** The incidents that it belongs to, as far as it says so itself. */
  incidents: IncidentId[];
  /** It is sealed for a workflow, so it belongs to these incidents and no others. */
  isBound: boolean;
  /** It is of a post-mortem. */
  isConfidential?: true;
}

/** A payload of this form says for no workflow that it was sealed. */
const UNBOUND_FORM = 'tocsin-1 aes-256-gcm';

/** A post-mortem is read through the API alone, where each reading is kept. */
const POST_MORTEM = /INC-\d{4}-\d{4,9}\/post-mortem/;

export function openedJson(data: Uint8Array, sealed: Payload): Opened {
  const opened = parsed(data);
  const place = placeOf(sealed);
  if (place === undefined) return { ...opened, isBound: false };
  if (POST_MORTEM.test(place)) return { ...opened, incidents: [], isBound: true, isConfidential: true };
  return { ...opened, isBound: true, incidents: [...(place.match(INCIDENT) ?? [])] as IncidentId[] };
}

const INCIDENT = /INC-\d{4}-\d{4,9}/;

/** The workflow that a payload was sealed for; its seal vouches for that. */
function placeOf({ metadata }: Payload): string | undefined {
  const textOf = (name: string) => Buffer.from(metadata?.[name] ?? []).toString();
  if (textOf('encryption-form') === UNBOUND_FORM) return undefined;
  return textOf('encryption-for') || undefined;
}

function parsed(data: Uint8Array): Omit<Opened, 'isBound'> {
  try {
    const text = Buffer.from(data).toString();
    const json: unknown = JSON.parse(text);
    return { json, incidents: [...new Set(incidentsIn(json))], hasPrivileged: text.includes('"privileged"') };
  } catch {
    return { json: undefined, incidents: [], hasPrivileged: false };
  }
}

/**
 * What of it this person may read. A command that is sealed for no workflow may name no incident: while something is hidden from the reader,
 * none of these is shown, for it may be of that.
 */
export function shownTo(
  person: Person,
  hidden: ReadonlySet<IncidentId>,
  { json, incidents, hasPrivileged, isBound, isConfidential }: Opened,
): unknown {
  if (isConfidential) return CONFIDENTIAL;
  const isUnknown = !isBound && incidents.length === 0;
  if (hidden.size > 0 && (isUnknown || incidents.some((id) => hidden.has(id)))) return WITHHELD;
  return hasPrivileged ? readableBy(person, {}, json) : json;
}

export const WITHHELD = {
  restricted: 'This belongs to a restricted incident, or cannot be told from one. Its members read it through the API.',
};

const CONFIDENTIAL = { confidential: 'This belongs to a post-mortem. Its members read it through the API.' };

/** Under these names stand ids alone: no words of people could pass for another incident's. */
const NAMES = new Set(['id', 'incident', 'effect', 'alert', 'alertId']);

function incidentsIn(value: unknown, name = ''): IncidentId[] {
  if (typeof value === 'string') {
    const id = subjectOf(value);
    return NAMES.has(name) && isIncidentId(id) ? [id] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => incidentsIn(part, Array.isArray(value) ? name : key));
}
