import {
  ApplicationFailure,
  ApplicationFailureCategory,
  type MetricHistogram,
  type MetricMeter,
} from '@temporalio/common';
import type { Activities, MailChannel } from '../activities';
import type { Clock } from './clock';
import { elapsed } from '../domain/primitives/instant';
import { onLineDropped } from './log-output';
import { openReverseProxy, type ReverseProxy } from '../web/reverse-proxy';
import { BROWSER_BLOCKED_PORTS, freeBlockedPort } from '../web/blocked-ports';

/**
 * The SDK's metrics server refuses no browser, so it listens on a port that browsers block, and our proxy on the configured address.
 * @throws if no such port is free
 */
export async function portForMetrics(): Promise<number> {
  const port = await freeBlockedPort();
  if (port === undefined) throw new Error(`none of the ports ${BROWSER_BLOCKED_PORTS.join(', ')} is free`);
  return port;
}

export function openMetricsProxy(address: string, port: number, hosts: readonly string[]): Promise<ReverseProxy> {
  const colon = address.lastIndexOf(':');
  return openReverseProxy({
    at: { host: address.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(address.slice(colon + 1)) },
    names: { hosts, origins: [] },
    upstream: () => ({ host: '127.0.0.1', port }),
    title: 'The worker',
  });
}

/** Serves the SDK's own metrics, and ours with them, as Prometheus text at `/metrics`. Without a port there are none. */
export function metricsAt(port: number | undefined) {
  if (port === undefined) return {};
  const bindAddress = `127.0.0.1:${port}`;
  const prometheus = { bindAddress, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true };
  return { metrics: { prometheus } };
}

/** Labels are names of activities, kinds and outcomes; never an id, a name or an address. */
export function workerCounts(meter: MetricMeter, clock: Clock) {
  const mails = meter.createCounter('tocsin_mails', 'mails', 'Mails by kind and by what the mail server said.');
  const failures = meter.createCounter(
    'tocsin_effects_failed',
    'attempts',
    'Attempts of effects that failed and are retried.',
  );
  const lag = pageAges(meter);
  showSkew(meter, clock);
  countDroppedLines(meter);

  function ofMail(mail: MailChannel): MailChannel {
    return {
      ...mail,
      async send(address, letter, giveUp, known) {
        let kind = 'unknown';
        const tagged = async () => {
          const agreed = await letter();
          if (agreed) kind = agreed.automatic ? 'alert' : 'notice';
          return agreed;
        };
        const count = (outcome: string) => mails.add(1, { kind, outcome });
        try {
          const sent = await mail.send(address, tagged, giveUp, known);
          if (sent.outcome !== 'waiting') count(sent.outcome);
          return sent;
        } catch (fault) {
          count('not-sent');
          throw fault;
        }
      },
    };
  }

  function ofEffects<Effects extends object>(effects: Effects): Effects {
    const counted = Object.entries(effects as Record<string, Effect>).map(([name, effect]): [string, Effect] => [
      name,
      async (input) => {
        try {
          return await effect(input);
        } catch (fault) {
          if (!isBenign(fault)) failures.add(1, { effect: name });
          throw fault;
        }
      },
    ]);
    return Object.fromEntries(counted) as Effects;
  }

  function ofPages(recordPages: Activities['recordPages']): Activities['recordPages'] {
    return async (input) => {
      const recorded = await recordPages(input);
      const [oldest] = input.pages;
      if (oldest) lag.record(Math.max(0, elapsed(oldest.at, clock.now())) / 1_000);
      return recorded;
    };
  }

  return { ofMail, ofEffects, ofPages };
}

function pageAges(meter: MetricMeter): MetricHistogram {
  const help = 'How old the oldest page was when it came to the register.';
  return meter.createHistogram('tocsin_page_age_seconds', 'float', undefined, help);
}

function showSkew(meter: MetricMeter, clock: Clock): void {
  const skew = meter.createGauge(
    'tocsin_clock_skew_seconds',
    'float',
    undefined,
    "How far this machine's own clock is from the database's, ahead or behind: the SDK takes no negative value.",
  );
  clock.atEachLook(() => skew.set(Math.abs(clock.aheadMs()) / 1_000));
}

/** It only waits for its turn. */
function isBenign(fault: unknown): boolean {
  return fault instanceof ApplicationFailure && fault.category === ApplicationFailureCategory.BENIGN;
}

type Effect = (input: unknown) => Promise<unknown>;

function countDroppedLines(meter: MetricMeter): void {
  const help = 'Log lines that this process could not write.';
  const dropped = meter.createCounter('tocsin_log_lines_dropped', 'lines', help);
  // The SDK shows a counter from its first value on. Without this zero, the first dropped lines would show no increase.
  dropped.add(0);
  onLineDropped(() => dropped.add(1));
}
