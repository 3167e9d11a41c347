import type { Instant } from '../../domain/primitives/instant';
import { sha256 } from '../../primitives/hash';
import type { Alert } from './alert';
import type { AlertNote } from '../channels/webhook/forms';
import { alertMail } from '../templates/alert';
import { incidentLink, type Links } from '../templates/how';

/** In English, as for somebody of no role. A program's readers are not known: of a restricted incident they hear that something waits, and not of what. */
export function alertNote({ effect, audience }: Alert, places: Links, now: Instant): AlertNote {
  const { headline, acknowledge: asksForAnswer, alert: kind, id } = effect;
  const base = { id, kind, asksForAnswer, at: now };
  if (audience)
    return {
      ...base,
      ...{
        id: `restricted-${sha256(id).slice(0, 32)}`,
        kind: 'restricted',
        title: 'Something waits for members of a restricted incident',
      },
      ...{ text: 'Whoever may know of it finds it signed in.', link: places.publicUrl },
    };
  const reader = { id: '', name: '', email: '', roles: [], timeZone: 'UTC', language: 'en' };
  const { subject } = alertMail(effect, reader, { now, places, everyone: [], possibleRepeat: false });
  return {
    ...base,
    incident: headline.id,
    title: subject.replace(/^\[[^\]]*\]\s*/, ''),
    text: [headline.class, headline.stage, headline.product].filter(Boolean).join(', '),
    ...(headline.severity && { severity: headline.severity }),
    ...(headline.due && { due: headline.due }),
    link: incidentLink(places, headline.id),
  };
}
