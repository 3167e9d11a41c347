import type { Blocker } from '../case/blockers';
import type { Rules } from '../case/rules';
import type { EffectId } from '../effects/state';
import type { Event } from '../events';
import type { Instant } from '../primitives/instant';
import type { Role } from '../primitives/people';
import type { Addressees, AlertDetail, AlertKind } from '../alerts/state';
import type { IncidentState } from '../state';
import type { Contact, KeptPromise } from '../scope/state';
import type { Obligation } from './state';
import type { Fulfilment } from './fulfilment';

/**
 * All that is particular to one kind of obligation. Each kind is one file that exports one of these, and its row in the table; what reads the
 * table names no kind, and no kind imports what reads it.
 */
export type Clock = CustomersClock | OwnClock;

/** What a person told of the facts, and whether it was the last there is to say. */
export type Word = Pick<Contact, 'facts' | 'final'>;

interface AnyClock {
  /** What opens it and what ends it, as the state stands; asked after each command until nothing follows. */
  follows: (state: IncidentState, at: Instant) => Event[];
  /** Why the incident cannot be closed while it is open; a kind without holds nothing up. */
  blocksClosing?: (state: IncidentState, it: Obligation) => Blocker;
  /** Void once the declaration is withdrawn. */
  endsWithDeclaration: boolean;
  /** Owed for what this incident alone has told, or is: a duplicate meets it before it hands over. */
  isNotHandedOver?: true;
  /** Two people may give it up, with a reason. */
  mayBeWaived?: true;
  /** What of a person's word to a customer keeps it; without it, no such word does. */
  keptByWord?: (it: Obligation, word: Word) => Omit<KeptPromise, 'obligation' | 'notice'> | undefined;
}

/** Owed to customers. Its due has a timer of its own; once late, the reason is asked for until it is met. */
export interface CustomersClock extends AnyClock {
  owedTo: 'customers';
  blocksClosing: (state: IncidentState, it: Obligation) => Blocker;
  warnings: {
    alert: AlertKind;
    /** Of these lists the first holds that has a warning which comes after the clock began. */
    lists: (rules: Rules) => Warning[][];
  };
  /** Told together with others that passed at the same time, and by the same alert. */
  onDue: { alert: AlertKind; to: (state: IncidentState) => Addressees };
  /** The name of its timer in Temporal's UI. */
  timerName: (state: IncidentState, due: Instant) => string;
  fulfilled: (state: IncidentState, it: Obligation) => Fulfilment;
  /** Whether one that was met is open again, if it turns out that not all have what they are owed. */
  mayReopen: (state: IncidentState) => boolean;
}

/** Owed to ourselves. */
export interface OwnClock extends AnyClock {
  owedTo: 'us';
  /** Must be acknowledged. */
  onDue: {
    alert: AlertKind;
    to: (state: IncidentState, it: Obligation) => Addressees;
    /** What is done at the due in place of the alert. */
    act?: (state: IncidentState, it: Obligation, at: Instant, nextId: () => EffectId) => Event[];
    /** What it is about, where the kind of the alert does not say so. */
    detail?: (state: IncidentState, it: Obligation) => AlertDetail | undefined;
    /** Where an acknowledgement is no answer: how long one is enough. Without it, another clock goes on asking. */
    reaskAfterMs?: (rules: Rules) => number;
    /** Whether the case is then as undecided as before, and owes the next decision. */
    leavesUndecided: (state: IncidentState) => boolean;
  };
  /** Alerts before the due that tell this clock beside the one to customers. */
  toldBy: readonly AlertKind[];
}

export interface Warning {
  hoursBefore: number;
  tell: Role[];
}
