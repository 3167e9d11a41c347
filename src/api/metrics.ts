import type { RequestHandler } from 'express';
import { Gauge, Histogram, register as ofTheProcess, Registry } from 'prom-client';
import { elapsed, millisecondsOf, type Instant } from '../domain/primitives/instant';
import type { GaugeValues } from '../register';
import type { ApiDeps } from './deps';
import { routePatternOf } from './http/routing';
import { withinRegister } from './http/within';

export interface Metrics {
  /** Goes before all routes. */
  measure: RequestHandler;
  /** Prometheus text: this process, its requests, and the installation's gauges. */
  show: RequestHandler;
}

/** No label holds a name, an address or an id: routes are patterns, and everything else is one number for the whole installation. */
export function createMetrics(deps: ApiDeps): Metrics {
  const registry = new Registry();
  const request = new Histogram({
    name: 'tocsin_http_request_duration_seconds',
    help: 'How long requests took, by route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  clockGauge(deps, registry);
  const standing = standingGauges(deps, registry);
  return {
    measure: (asked, response, next) => {
      const stop = request.startTimer();
      response.once('close', () =>
        stop({ method: asked.method, route: routePatternOf(response).route, status: response.statusCode }),
      );
      next();
    },
    show: async (_request, response) => {
      await standing.update();
      const text = await Registry.merge([ofTheProcess, registry]).metrics();
      response.type(registry.contentType).send(text);
    },
  };
}

function clockGauge({ ownClock }: ApiDeps, registry: Registry): void {
  new Gauge({
    name: 'tocsin_clock_skew_seconds',
    help: "How far this machine's own clock is ahead of the database's; negative when it is behind.",
    registers: [registry],
    collect() {
      this.set(ownClock.aheadMs() / 1_000);
    },
  });
}

type Value = (figures: GaugeValues, now: Instant) => number | undefined;

/** A missing value has no sample, so that alert rules over it stay silent. */
const GAUGES: [name: string, help: string, value: Value][] = [
  [
    'tocsin_commitment_seconds_to_nearest',
    'Seconds to the nearest due of a promise to customers that is not kept; negative when it has passed; absent when none is open.',
    ({ commitments: { nearest } }, now) => nearest && elapsed(now, nearest) / 1_000,
  ],
  [
    'tocsin_commitments_open',
    'Incidents whose customers have not all been told.',
    ({ commitments }) => commitments.open,
  ],
  [
    'tocsin_commitments_late',
    'Of these, the ones past their nearest due.',
    ({ commitments: { nearest, late } }, now) => (nearest && nearest <= now ? Math.max(1, late) : late),
  ],
  [
    'tocsin_incidents_declared_late',
    'Incidents that were declared longer after we became aware than their rules allow, closed ones included.',
    ({ declaredLate }) => declaredLate,
  ],
  [
    'tocsin_incidents_past_retention',
    'Closed incidents past the time for which their rules keep them, that no legal hold keeps.',
    ({ pastRetention }) => pastRetention,
  ],
  [
    'tocsin_oldest_unsent_seconds',
    'How long the message of a released notice has waited that has waited longest; 0 when none does.',
    ({ unsentSince }, now) => ageOf(unsentSince, now),
  ],
  [
    'tocsin_reports_waiting',
    'Reports that are kept, and whose incident is not opened yet.',
    ({ reports }) => reports.waiting,
  ],
  [
    'tocsin_reports_oldest_waiting_seconds',
    'How long the oldest of these has waited; 0 when none does.',
    ({ reports }, now) => ageOf(reports.oldest, now),
  ],
  [
    'tocsin_declarations_waiting',
    'Declarations that are kept, and not given to their incident yet.',
    ({ declarations }) => declarations.waiting,
  ],
  [
    'tocsin_declarations_oldest_waiting_seconds',
    'How long the oldest of these has waited; 0 when none does.',
    ({ declarations }, now) => ageOf(declarations.oldest, now),
  ],
  [
    'tocsin_check_faults',
    'Faults that the scheduled check found when it last came to its end; absent before the first.',
    ({ check }) => check?.faults,
  ],
  [
    'tocsin_check_last_success_timestamp_seconds',
    'When the scheduled check that last came to its end began, in Unix time; absent before the first.',
    ({ check }) => check && millisecondsOf(check.at) / 1_000,
  ],
];

function ageOf(since: Instant | undefined, now: Instant): number {
  return since ? Math.max(0, elapsed(since, now) / 1_000) : 0;
}

/** Clocks do not stop while the register is down: the last values read are shown then. */
function standingGauges(
  { register, clock, log, patience }: ApiDeps,
  registry: Registry,
): { update: () => Promise<void> } {
  const up = new Gauge({ name: 'tocsin_register_up', help: 'Whether the register answers.', registers: [registry] });
  const gauges = GAUGES.map(([name, help, value]) => ({
    gauge: new Gauge({ name, help, registers: [registry] }),
    value,
  }));
  let known: GaugeValues | undefined;
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    try {
      known = await withinRegister(patience.figures, register.standing.read(clock()));
      up.set(1);
    } catch (fault) {
      up.set(0);
      log.warn({ err: fault }, 'the figures could not be read from the register');
    }
    readAt = performance.now();
  }

  return {
    update: async () => {
      if (performance.now() - readAt >= patience.freshFor)
        await (reading ??= read().finally(() => (reading = undefined)));
      for (const { gauge, value } of gauges) {
        const now = known && value(known, clock());
        if (now === undefined) gauge.remove();
        else gauge.set(now);
      }
    },
  };
}
