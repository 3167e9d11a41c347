import { timingSafeEqual } from 'node:crypto';
import { FORM_CHANNELS } from '../../contract/detection/detections';
import { HOUR } from '../../domain/primitives/instant';
import type { ReportForms } from '../../portal';
import { sha256 } from '../../primitives/hash';
import { formTokenOf } from '../../primitives/link-token';
import type { DetectionSource } from '../../register';
import type { ApiDeps } from '../deps';
import { answeredOf } from '../routes/case/commanding';
import { open, openingOf } from './waiting';

type Form = Pick<DetectionSource, 'id' | 'generation' | 'ringKey' | 'channel'>;

/** The link of a source that is people; undefined for a machine, or if the ring no longer has its key. */
export function formOf({ keyRing, publicUrl }: Pick<ApiDeps, 'keyRing' | 'publicUrl'>, form: Form): string | undefined {
  const token = tokenOf(keyRing, form);
  return token && `${publicUrl}/r/${form.id}/${token}`;
}

function tokenOf(keyRing: ApiDeps['keyRing'], { id, generation, ringKey, channel }: Form): string | undefined {
  const key = keyRing.keys.get(ringKey);
  return key && FORM_CHANNELS.some((one) => one === channel) ? formTokenOf(key, id, generation) : undefined;
}

/** Reports of one form never join each other's case: each has a reference of its own. */
const JOINING = { windowMs: 90 * 24 * HOUR };

/** What people without an account say by a form that an operator opened for them. */
export function createReportForms(deps: ApiDeps): ReportForms {
  const { register, clock, log } = deps;
  return {
    name: async (id, token) => {
      const form = await register.detectionSources.get(id);
      const expected = form && form.endedAt === undefined ? tokenOf(deps.keyRing, form) : undefined;
      return expected !== undefined && isSame(expected, token) ? form?.name : undefined;
    },
    report: async (id, { reference, seen, name, answerTo }) => {
      const form = await register.detectionSources.get(id);
      if (!form) return;
      const at = clock();
      const report = {
        channel: form.channel as (typeof FORM_CHANNELS)[number],
        externalReference: reference,
        reporter: form.owner,
        seen,
        ...{ detectedAt: at, reportedAt: at },
        outsider: { name, answerTo },
        ...(form.product !== undefined && { suspectedProduct: form.product }),
      };
      const taken = await register.detections.take(
        { source: id, key: reference, message: reference, at, report },
        JOINING,
      );
      if (taken.outcome !== 'reported') return;
      const started = await open(deps, await openingOf(deps, taken.report));
      if (started.outcome !== 'started')
        log.warn({ incident: taken.report.id, why: started.why }, 'a report waits to be opened');
    },
    state: async (id, reference) => {
      const found = await register.detections.byKey(id, reference);
      return found && { ...found, exchanged: await register.incidents.exchanged(found.incident) };
    },
    say: async (id, reference, words) => {
      const form = await register.detectionSources.get(id);
      const found = await register.detections.byKey(id, reference);
      const owner = form && (await register.people.get(form.owner));
      if (!found?.isOpen || !owner) return false;
      const body = { text: words, exchange: 'from-reporter' as const };
      // The same words sent again, by a reload too, are said once.
      const once = { key: sha256(`form ${id} ${reference} ${words}`), bodyHash: sha256(words) };
      await answeredOf(deps, { id: found.incident, command: 'note-progress', person: owner, body }, once);
      return true;
    },
  };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
