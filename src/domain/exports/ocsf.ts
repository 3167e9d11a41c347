import { millisecondsOf, type Instant } from '../primitives/instant';
import { isNearMiss, registerEntryOf } from './register-entry';
import type { IncidentState } from '../state';
import type { Severity } from '../triage/report';
import { summaryOf } from './veris';

const CLASS_UID = 2005;
const CREATE = 1;
const UPDATE = 2;
const CLOSE = 3;

/** One Incident Finding of OCSF 1.3, class 2005, for a SIEM. */
export function ocsfOf(state: IncidentState) {
  const { id, stage, anchors, assignees, openedAt, classification } = state;
  const isClosed = stage.stage === 'closed';
  const activity = isClosed ? CLOSE : state.sequence > 1 ? UPDATE : CREATE;
  const { severity } = registerEntryOf(state);
  return {
    ...{ class_uid: CLASS_UID, category_uid: 2, activity_id: activity, type_uid: CLASS_UID * 100 + activity },
    time: millis(stage.since),
    severity_id: severity ? SEVERITY[severity] : 0,
    status_id: isClosed ? 5 : assignees.length > 0 ? 2 : 1,
    metadata: { version: '1.3.0', product: { name: 'Tocsin', vendor_name: 'Tocsin' }, uid: id },
    finding_info_list: [
      {
        ...{ uid: id, title: `${id} (${classification.class})`, desc: summaryOf(state) },
        ...{
          created_time: millis(openedAt),
          ...(anchors.detected && { first_seen_time: millis(anchors.detected.at) }),
        },
      },
    ],
    assignee_group: { name: 'Incident response' },
    ...(assignees[0] && { assignee: { uid: assignees[0] } }),
    is_suspected_breach: ['incident', 'undetermined'].includes(classification.class),
    verdict_id: isNearMiss(classification) ? SECURITY_RISK : VERDICT[classification.class],
    desc: summaryOf(state),
  };
}

function millis(at: Instant): number {
  return millisecondsOf(at);
}

const SEVERITY: Record<Severity, number> = { low: 2, medium: 3, high: 4, 'very-high': 5 };

const SECURITY_RISK = 8;

/** Unknown, false positive, true positive, disregard. */
const VERDICT: Record<IncidentState['classification']['class'], number> = {
  undetermined: 0,
  incident: 2,
  event: 3,
  'out-of-scope': 3,
  'not-an-incident': 1,
};
