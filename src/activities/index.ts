import type { Instant } from '../domain/primitives/instant';
import type { Unsealed } from '../domain/proof';
import type { Register } from '../register';
import type { Letters } from '../texts/compose';
import { createSendAlert } from './alerts/alert';
import { heartbeating } from './heartbeat';
import { AlertLedger } from './alerts/alert-ledger';
import type { MailChannel } from './channels/mail';
import type { WebhookPoster } from './channels/webhook/post';
import type { StaffWebhooks } from './channels/webhook/staff';
import { sendWebhooks, type WebhookNeeds, type WebhookSending } from './delivery/deliver-webhooks';
import { groupPaceOf } from './alerts/grouping';
import { Lanes } from './delivery/lanes';
import { withRedactedFailure, withBackoff } from './fault';
import type { Log } from './log';
import type { LinkKeys } from '../primitives/link-token';
import { createNoticeLinks } from './notices/notice-links';
import { createNoticeActivities } from './notices/notice';
import type { PeopleCache } from './alerts/people';
import { createExerciseActivities } from './exercise/exercise';
import { createFencedBatch, playedMailboxes } from './exercise/fenced';
import { createRecordPages } from './case/record';
import { createScopeActivities } from './scope/scope';

export { createCheckActivities, type CheckActivities, type Found } from './clocks/check';
export type { ProgrammeActivities } from './programme/programme';
export { createTrainingActivities, type TrainingActivities } from './training/training';
export { createExercisePlanActivities, type ExercisePlanActivities } from './exercise/exercise-plans';
export { createVerificationActivities, type VerificationActivities } from './parties/verification';
export { openMailChannel, type MailChannel } from './channels/mail';
export { openStaffWebhooks, staffWebhooksOf, type StaffWebhooks } from './channels/webhook/staff';
export { createSigner } from './channels/dkim';
export { tlsPolicy } from './channels/tls';
export { heldBack } from './held-back';
export { workOfOurs } from './work-of-ours';
export { createPeopleCache as keepPeople, type PeopleCache } from './alerts/people';
export type { BatchAnswer } from './delivery/deliver';
export { Lanes } from './delivery/lanes';
export type { Log } from './log';
export { createFindingsNotifier } from './alerts/findings';
export { createStormNotifier } from './triage/storms';
export { createTestSender } from './notices/letter-tests';
export { createReceiptSender } from './triage/owed';
export { createWitnessSender } from './administration/witness';
export { createClockNotifier as tellingOfClocks } from './clocks/wrong-clocks';
export { createKeyNotifier } from './administration/expiring-keys';

/** So many connections carry notices at once, beside those of slow domains, unless it is set. */
export const MAIL_CONNECTIONS = 10;

/** Channels apart, so that notices with slow answers delay no alert, and neither courses nor questions to contacts delay any of them. */
export interface MailChannels {
  alerts: MailChannel;
  notices: MailChannel;
  training: MailChannel;
  verification: MailChannel;
}

export interface ActivityDeps extends Letters {
  register: Register;
  mail: Pick<MailChannels, 'alerts' | 'notices'>;
  people: PeopleCache;
  log: Log;
  clock: () => Instant;
  /** Without a trailing slash. */
  publicUrl: string;
  webhooks?: StaffWebhooks;
  /** To the programs of contacts. */
  poster?: WebhookPoster;
  /** Of the ring: what recipients' links are made with. */
  linkKeys: LinkKeys;
  /** Temporal's own UI, without a trailing slash. */
  uiUrl: string;
  /** Temporal's own `host:port`, as its command line takes it. */
  temporalAddress: string;
  namespace: string;
  /** What incidents are to make of messages that nobody sealed; each hears it with its pages. */
  unsealed?: Unsealed;
  /** How many one person may make. */
  reportsPerHour: number;
  /** The most rows of a notice that one batch sends. */
  rowsPerBatch?: number;
  /** For so long after it was handed over a mail leaves without a second look at its fence. */
  freshMs?: number;
  lanes?: Lanes;
}

/** Every effect that workflows ask for. Each is idempotent: a repeat finds what was done before. */
export type Activities = ReturnType<typeof createActivities>;

export function createActivities({
  register,
  mail,
  people,
  log,
  clock,
  unsealed,
  rowsPerBatch,
  freshMs,
  lanes = new Lanes(MAIL_CONNECTIONS),
  reportsPerHour,
  linkKeys,
  webhooks,
  poster,
  sender,
  sets,
  ...places
}: ActivityDeps) {
  const ledger = new AlertLedger(register, log);
  const links = createNoticeLinks(register, linkKeys, places.publicUrl);
  const played = playedMailboxes(register);
  const sending = {
    ...{ register, links, mail: mail.notices, log, clock, rowsPerBatch, freshMs, lanes },
    webhooks: posting({ register, poster, keys: linkKeys.keys, log, clock }),
  };
  const scope = createScopeActivities({ register });
  const exercise = createExerciseActivities({ register, log });
  const notice = createNoticeActivities({ register, links, clock, sender, sets });
  return {
    recordPages: withRedactedFailure('recordPages', createRecordPages({ register, people, ledger, unsealed }), log),
    sendAlert: withBackoff(
      withRedactedFailure(
        'sendAlert',
        createSendAlert({
          ...{ mail: mail.alerts, alerts: register.alerts, withheldWords: register.withheldWords, people, ledger },
          ...{ log, clock, places, groupPace: groupPaceOf(reportsPerHour), webhooks, played },
        }),
        log,
      ),
    ),
    resolveScope: withRedactedFailure('resolveScope', alive(scope.resolveScope), log),
    takeOverScope: withRedactedFailure('takeOverScope', alive(scope.takeOverScope), log),
    markScope: withRedactedFailure('markScope', scope.markScope, log),
    composeNotice: withRedactedFailure('composeNotice', alive(notice.composeNotice), log),
    planNotice: withRedactedFailure('planNotice', alive(notice.planNotice), log),
    steerSending: withRedactedFailure('steerSending', notice.steerSending, log),
    ...exercise,
    planAgain: withRedactedFailure('planAgain', notice.planAgain, log),
    planNext: withRedactedFailure('planNext', notice.planNext, log),
    countSilent: withRedactedFailure('countSilent', alive(notice.countSilent), log),
    sendBatch: withBackoff(withRedactedFailure('sendBatch', createFencedBatch(sending, played), log)),
  };
}

/** What may take long heartbeats, so that another worker takes over soon from one that died. */
function alive<Input, Answer>(work: (input: Input) => Promise<Answer>): (input: Input) => Promise<Answer> {
  return (input) =>
    heartbeating(
      () => undefined,
      () => work(input),
    );
}

function posting({ poster, ...needs }: Omit<WebhookNeeds, 'poster'> & { poster?: WebhookPoster }) {
  return poster && ((sending: WebhookSending) => sendWebhooks({ ...needs, poster }, sending));
}
