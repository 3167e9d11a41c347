/** What one domain takes of us; what is left out has no limit of its own. */
export interface DomainLimit {
  connections?: number;
  /** So many messages within `perMs`. */
  messages?: number;
  perMs?: number;
}

/** By domain; `*` for each that is not named. */
export type DomainLimits = Readonly<Record<string, DomainLimit>>;

/** A domain that took longer than this for a message is slow for a while. */
const SLOW_MS = 1_000;
const SLOW_FOR_MS = 60_000;
/** Those of slow domains are beside the others, few for each domain and in all. */
const SLOW_LANES = 4;
const LANES_OF_SLOW_DOMAIN = 2;
/** One that keeps as many as a slow one waiting for so long has no more, as long as anything else can go. */
const SUSPECT_MS = 100;
/** Which domains are slow is asked so often at most. */
const JUDGE_MS = 50;
/** On each connection one message waits behind another, so that one write ends the one and begins the next; and one more waits for a connection. */
const PER_CONNECTION = 3;

const NO_LIMIT: DomainLimit = {};

interface Domain {
  /** When each of its messages under way left; never, while it waits for a connection. */
  open: Set<{ at: number }>;
  slowUntil: number;
  /** When the messages of the last window began. */
  begun: number[];
}

/** Of one message under way: call `leaves` as it gets a connection, and `ended` when it has ended. */
export interface Turn {
  leaves: () => void;
  ended: () => void;
}

/**
 * How many messages this process has under way at once, and for which domains, over all notices that it sends. A domain that answers slowly holds up
 * none but itself.
 */
export class Lanes {
  /** Those alone of which something is under way, was slow lately, or counts for a rate. */
  private readonly domains = new Map<string, Domain>();
  private open = 0;
  private slow = new Set<string>();
  private suspects = new Set<string>();
  private readonly count: number;
  private judgedAt = -Infinity;
  private waiting: (() => void)[] = [];

  /** To look a domain's name up in an object would make a name of it for the engine each time. */
  private readonly limits: ReadonlyMap<string, DomainLimit>;

  constructor(connections: number, limits: DomainLimits = {}) {
    this.count = PER_CONNECTION * connections;
    this.limits = new Map(Object.entries(limits));
  }

  /** Slow domains have some beside the others. */
  static connections(count: number): number {
    return count + SLOW_LANES;
  }

  /** Undefined: it must wait. */
  begin(name: string): Turn | undefined {
    if (!this.isFree(name)) return undefined;
    const domain = this.domains.get(name) ?? { open: new Set(), slowUntil: 0, begun: [] };
    this.domains.set(name, domain);
    const message = { at: Infinity };
    domain.open.add(message);
    this.open += 1;
    if (this.limitOf(name).messages !== undefined) domain.begun.push(performance.now());
    const ended = () => {
      domain.open.delete(message);
      this.open -= 1;
      if (performance.now() - message.at > SLOW_MS) domain.slowUntil = performance.now() + SLOW_FOR_MS;
      if (domain.open.size + domain.begun.length + domain.slowUntil === 0) this.domains.delete(name);
      for (const wake of this.waiting.splice(0)) wake();
    };
    return { leaves: () => (message.at = performance.now()), ended };
  }

  isFree(name: string): boolean {
    const open = this.domains.get(name)?.open.size ?? 0;
    const { connections = Infinity } = this.limitOf(name);
    if (open >= connections || this.opensInMs(name) > 0) return false;
    const slow = this.slowOpen();
    if (!this.slow.has(name)) return this.open - slow < this.count;
    return open < LANES_OF_SLOW_DOMAIN && slow < SLOW_LANES;
  }

  /** None is free for any domain. */
  get areFull(): boolean {
    return this.slow.size === 0 && this.open >= this.count;
  }

  /** Whether any domain could be held up by itself. */
  get mayHoldUp(): boolean {
    this.judge();
    return this.slow.size + this.suspects.size > 0 || this.limits.size > 0;
  }

  /** Whether the domain alone holds up its messages: another would have a lane. */
  isHeldUp(name: string): boolean {
    return this.suspects.has(name) || (!this.isFree(name) && this.open - this.slowOpen() < this.count);
  }

  /** Whether the domain has as few lanes as it would have if it were slow. */
  hasFew(name: string): boolean {
    return (this.domains.get(name)?.open.size ?? 0) < LANES_OF_SLOW_DOMAIN;
  }

  /** Until its rate lets another message begin. */
  opensInMs(name: string): number {
    const { messages, perMs = 0 } = this.limitOf(name);
    const domain = this.domains.get(name);
    if (messages === undefined || !domain) return 0;
    const now = performance.now();
    domain.begun = domain.begun.filter((at) => at > now - perMs);
    const oldest = domain.begun[domain.begun.length - messages];
    return oldest === undefined ? 0 : oldest + perMs - now;
  }

  /** Calls it once, as the next message ends. */
  onceEnded(wake: () => void): void {
    this.waiting.push(wake);
  }

  private slowOpen(): number {
    this.judge();
    let count = 0;
    for (const name of this.slow) count += this.domains.get(name)?.open.size ?? 0;
    return count;
  }

  private judge(): void {
    const now = performance.now();
    if (now - this.judgedAt < JUDGE_MS) return;
    this.judgedAt = now;
    this.slow = new Set();
    this.suspects = new Set();
    for (const [name, domain] of this.domains) {
      const oldest = Math.min(...Array.from(domain.open, ({ at }) => at));
      if (!this.hasFew(name) && now - oldest > SUSPECT_MS) this.suspects.add(name);
      if (domain.slowUntil > now || now - oldest > SLOW_MS) this.slow.add(name);
      else if (domain.slowUntil > 0) domain.slowUntil = 0;
    }
  }

  private limitOf(name: string): DomainLimit {
    return this.limits.get(name) ?? this.limits.get('*') ?? NO_LIMIT;
  }
}
