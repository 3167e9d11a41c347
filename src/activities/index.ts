import type { Instant } from '../domain/primitives/instant';
import type { Register } from '../register';
import { alerting } from './alert';
import { AlertLedger } from './alert-ledger';
import type { MailChannel } from './channels/mail';
import { delivering } from './deliver';
import { withRedactedFailure, withBackoff } from './fault';
import type { Log } from './log';
import { noticing } from './notice';
import type { PeopleCache } from './people';
import { recording } from './record';
import { scoping } from './scope';

export { createCheckActivities, type CheckActivities, type Found } from './check';
export { openMailChannel, type MailChannel } from './channels/mail';
export { tlsPolicy } from './channels/tls';
export { heldBack } from './held-back';
export { keepPeople, type PeopleCache } from './people';
export type { BatchAnswer } from './deliver';
export type { Log } from './log';
export { tellingOfClocks } from './wrong-clocks';

/** Apart, so that notices which are answered slowly delay no alert. */
export interface MailChannels {
  alerts: MailChannel;
  notices: MailChannel;
}

export interface ActivityDeps {
  register: Register;
  mail: MailChannels;
  people: PeopleCache;
  log: Log;
  clock: () => Instant;
  /** Without a slash at the end. */
  publicUrl: string;
  /** Temporal's own UI, without a slash at the end. */
  uiUrl: string;
  /** Where Temporal itself answers, `host:port`, as its command line takes it. */
  temporalAddress: string;
  namespace: string;
  /** How many rows of a notice one batch sends at most. */
  rowsPerBatch?: number;
}

/** Every effect that workflows ask for. Each may be repeated: it then finds what it did before. */
export type Activities = ReturnType<typeof createActivities>;

export function createActivities({ register, mail, people, log, clock, rowsPerBatch, ...places }: ActivityDeps) {
  const ledger = new AlertLedger(register, log);
  const scope = scoping({ register });
  const notice = noticing({ register, clock });
  return {
    recordPages: withRedactedFailure('recordPages', recording({ register, people, ledger }), log),
    sendAlert: withBackoff(
      withRedactedFailure('sendAlert', alerting({ mail: mail.alerts, people, ledger, log, clock, places }), log),
    ),
    resolveScope: withRedactedFailure('resolveScope', scope.resolveScope, log),
    markScope: withRedactedFailure('markScope', scope.markScope, log),
    composeNotice: withRedactedFailure('composeNotice', notice.composeNotice, log),
    planNotice: withRedactedFailure('planNotice', notice.planNotice, log),
    sendBatch: withBackoff(
      withRedactedFailure('sendBatch', delivering({ register, mail: mail.notices, log, clock, rowsPerBatch }), log),
    ),
  };
}
