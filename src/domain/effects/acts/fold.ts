import { mailIdOf } from '../../alerts/alerts';
import type { Event, Provenance } from '../../events';
import { matterOf } from '../../notices/notice-matter';
import type { Fold } from '../../fold';
import type { PersonId } from '../../primitives/people';
import type { AlertEffect, Effect, EffectsSlice } from '../state';
import type { IncidentState } from '../../state';

/** What is owed to the world: an event either owes one effect, or answers one. */
export const foldEffects: Fold<EffectsSlice> = (state, event, provenance) => {
  const owed =
    mailOwed(state, event, provenance) ??
    scopeOwed(state, event, provenance) ??
    noticeOwed(state, event) ??
    lessonOwed(event) ??
    mergeOwed(event, provenance);
  if (owed) return { outbox: [...state.outbox, owed] };
  const answered = answeredBy(event);
  return answered === undefined ? {} : { outbox: state.outbox.filter(({ id }) => id !== answered) };
};

/** What of a process says whom its alerts are for. */
type Alerting = Pick<IncidentState, 'alerts' | 'assignees'> & {
  rules: Pick<IncidentState['rules'], 'escalation' | 'attention'>;
};

export function mailOwed(state: Alerting, event: Event, { at }: Provenance): AlertEffect | undefined {
  switch (event.type) {
    case 'alert-raised': {
      const { alert: id, kind, to, detail, duty, acknowledge, headline } = event;
      return {
        ...{ id, kind: 'alert', alertId: id, alert: kind, raisedAt: at },
        ...{ to, detail, duty, acknowledge, headline },
      };
    }
    case 'alert-escalated': {
      const { alert: id, level, to, duty, headline } = event;
      const alert = state.alerts.find((waiting) => waiting.id === id);
      if (!alert) return undefined;
      const of = state.rules.escalation.levels.length + 1;
      return {
        id: mailIdOf({ id, level }, at),
        kind: 'alert',
        alertId: id,
        alert: alert.kind,
        raisedAt: at,
        to,
        detail: alert.detail,
        duty,
        acknowledge: true,
        unanswered: { since: alert.raisedAt, level: Math.min(level + 2, of), of, ...inHandOf(state) },
        headline,
      };
    }
    default:
      return undefined;
  }
}

function inHandOf({ assignees, rules }: Alerting): { inHand?: PersonId[] } {
  return rules.attention && assignees.length > 0 ? { inHand: assignees } : {};
}

function scopeOwed({ withdrawn }: IncidentState, event: Event, { at, by }: Provenance): Effect | undefined {
  switch (event.type) {
    case 'customers-added': {
      const { effect: id, selection, addedAt = at } = event;
      return { id, kind: 'resolve-scope', selection, addedAt, by };
    }
    case 'scope-imported': {
      const { effect: id, file, sha256, rows } = event;
      return { id, kind: 'resolve-scope', selection: { file: { file, sha256, rows } }, addedAt: at, by };
    }
    case 'reopened':
      // Nobody is selected: the answer adds none, and brings the counts of now.
      return { id: event.effect, kind: 'resolve-scope', selection: {}, addedAt: at, by };
    case 'customer-removed': {
      const { effect: id, customer, reason } = event;
      return { id, kind: 'mark-scope', customer, mark: 'removed', reason, by: [by] };
    }
    case 'customer-waived': {
      const { effect: id, customer, reason, askedBy } = event;
      const of = withdrawn ? ({ of: 'withdrawal' } as const) : {};
      return { id, kind: 'mark-scope', customer, mark: 'waived', ...of, reason, by: [askedBy, by] };
    }
    case 'customer-cleared': {
      const { effect: id, customer, reason } = event;
      return { id, kind: 'mark-scope', customer, mark: 'cleared', reason, by: [by] };
    }
    case 'contact-recorded': {
      const { effect: id, customer, contact } = event;
      return { id, kind: 'mark-scope', customer, mark: 'told', contact, by: [by] };
    }
    case 'contact-revoked': {
      const { effect: id, customer, contact, reason } = event;
      return { id, kind: 'mark-scope', customer, mark: 'untold', contact, reason, by: [by] };
    }
    default:
      return undefined;
  }
}

function noticeOwed(state: IncidentState, event: Event): Effect | undefined {
  switch (event.type) {
    case 'notice-drafted':
      return { id: event.effect, kind: 'compose-notice', notice: event.notice, matter: matterOf(state, event) };
    case 'notice-released': {
      const { effect: id, notice, hash, recipientsHash } = event;
      return { id, kind: 'send-notice', notice, hash, ...(recipientsHash && { recipientsHash }) };
    }
    case 'sending-steered':
      return { id: event.effect, kind: 'steer-sending', notice: event.notice, to: event.to };
    case 'silence-asked':
      return { id: event.effect, kind: 'count-silent', notice: event.notice, rung: event.rung };
    case 'sent-again':
      return { id: event.effect, kind: 'send-again', notice: event.notice, customer: event.customer };
    case 'next-contact-tried':
      return { id: event.effect, kind: 'try-next', notice: event.notice, customer: event.customer };
    default:
      return undefined;
  }
}

function lessonOwed(event: Event): Effect | undefined {
  if (event.type !== 'post-mortem-opened') return undefined;
  return { id: event.effect, kind: 'open-post-mortem', due: event.due };
}

function mergeOwed(event: Event, { by }: Provenance): Effect | undefined {
  switch (event.type) {
    case 'merge-asked':
      return { id: event.effect, kind: 'offer-merge', into: event.related };
    case 'duplicate-accepted': {
      const { effect: id, related: from, offer, cohorts } = event;
      return { id, kind: 'take-over', from, offer, cohorts, by };
    }
    case 'duplicate-refused':
    case 'merge-answered': {
      const { effect: id, related: to, offer, why } = event;
      return { id, kind: 'answer-merge', to, offer, ...(why !== undefined && { why }) };
    }
    default:
      return undefined;
  }
}

function answeredBy(event: Event): string | undefined {
  switch (event.type) {
    case 'alert-delivered':
    case 'scope-resolved':
    case 'scope-marked':
    case 'notice-composed':
    case 'notice-refused':
    case 'notice-started':
    case 'post-mortem-started':
    case 'sending-acted':
    case 'silence-counted':
    case 'merged':
    case 'merge-declined':
    case 'duplicate-taken-over':
    case 'merge-answer-sent':
      return event.effect;
    default:
      return undefined;
  }
}
