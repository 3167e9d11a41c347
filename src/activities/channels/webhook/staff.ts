import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../log';
import { FORMS, type AlertNote, type FormName } from './forms';
import { openWebhooks, type PostSettings } from './post';

/** Where programs of ours hear of alerts. */
export interface StaffWebhook {
  form: FormName;
  url: string;
  secret: string;
}

export interface StaffWebhooks {
  /** Tells all of them, once in this process, and waits for none: an alert waits for no program. */
  tell(note: AlertNote): void;
  /** Resolves once all that was begun has ended. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Reads `<form>+<https address>[#<secret>]`, parted by blanks. @throws Error with one sentence that quotes no secret */
export function staffWebhooksOf(setting: string): StaffWebhook[] {
  return setting
    .split(/\s+/)
    .filter(Boolean)
    .map((one, nth) => {
      const [, form = '', address = '', secret = ''] = /^([a-z]+)\+(https?:\/\/[^#\s]+)(?:#(\S+))?$/.exec(one) ?? [];
      if (!Object.hasOwn(FORMS, form))
        throw new Error(`entry ${nth + 1} must be one of ${Object.keys(FORMS).join(', ')}, then + and an address`);
      const name = form as FormName;
      if (FORMS[name].secret === 'needed' && !secret) throw new Error(`entry ${nth + 1} needs its secret after #`);
      return { form: name, url: address, secret };
    });
}

const PAUSES_MS = [1_000, 5_000, 30_000, 120_000, 600_000];
const REMEMBERED = 10_000;

export function openStaffWebhooks(
  webhooks: readonly StaffWebhook[],
  { log, pauses = PAUSES_MS, ...settings }: PostSettings & { log: Log; pauses?: readonly number[] },
): StaffWebhooks {
  const poster = openWebhooks(settings);
  const posted = new Set<string>();
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  const disabled = new Set<StaffWebhook>();

  async function send(webhook: StaffWebhook, note: AlertNote): Promise<void> {
    for (const pause of [...pauses, undefined]) {
      if (disabled.has(webhook)) return;
      const { outcome, words } = await poster.post(webhook.url, FORMS[webhook.form].requestOf(note, webhook.secret));
      if (outcome === 'accepted') return;
      if (outcome === 'gone') disabled.add(webhook);
      const ref = { form: webhook.form, host: new URL(webhook.url).host, alert: note.id, words };
      if (outcome !== 'deferred' || pause === undefined)
        return log.error(
          ref,
          outcome === 'gone'
            ? 'A webhook for alerts is gone and told no more; correct ALERT_WEBHOOKS'
            : 'An alert reached no webhook',
        );
      await delay(pause, undefined, { signal: stopping.signal });
    }
  }

  return {
    tell(note) {
      if (posted.has(note.id)) return;
      if (posted.size >= REMEMBERED) posted.clear();
      posted.add(note.id);
      for (const webhook of webhooks) {
        const sending = send(webhook, note)
          .catch(() => undefined)
          .finally(() => underWay.delete(sending));
        underWay.add(sending);
      }
    },
    settled: async () => {
      await Promise.all(underWay);
    },
    close: async () => {
      stopping.abort();
      await poster.close();
    },
  };
}
