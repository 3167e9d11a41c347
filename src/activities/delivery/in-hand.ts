import type { Instant } from '../../domain/primitives/instant';
import type { ClaimedMail, Deliveries, NoticeRef } from '../../register';
import { asError } from '../fault';
import type { Lanes, Turn } from './lanes';
import type { Addressed } from '../notices/recipients';
import type { DeliveryId } from '../../domain/primitives/parties';

/** So many are handed over by one commit, while as many at most are at hand. A crash marks as possible repeats what had not left of them. */
const AHEAD = 64;
/** So many of a domain that takes no more for now are kept at hand. */
const OF_HELD_UP = 4;
/** A rate lets go of a mail though nothing has ended. */
const LOOK_AGAIN_MS = 100;

export interface Claiming {
  claim: Deliveries['claim'];
  /** Lets go of deliveries of which no byte has left. */
  release: (ids: readonly DeliveryId[]) => Promise<void>;
  notice: NoticeRef;
  fence: string;
  lane: number;
  handedBy: string;
  /** So many may still be claimed. */
  limit: () => number;
  now: () => Instant;
  /** The deliveries of this fence whose turn came, over all rounds: of them alone a byte can have left. */
  begun: Set<DeliveryId>;
  /** Lets go of all that this fence holds, but for what has begun. */
  releaseUnbegun: () => Promise<void>;
  /** For all of one claim at once. */
  addressedTo: (mails: readonly ClaimedMail[]) => Promise<(mail: ClaimedMail) => Addressed>;
}

/** A mail at hand, and when it was handed over, by `performance.now()`. */
export interface HandedMail {
  mail: ClaimedMail;
  domain: string;
  at: number;
  addressed: Addressed;
}

/** A mail whose turn it is. */
export type Beginning = HandedMail & Turn;

/** The mails that one sender has claimed and not begun. They are claimed ahead, while others are under way. */
export class InHand {
  private queue: HandedMail[] = [];
  private claiming?: Promise<void>;
  private after = '';
  private fault?: Error;
  /** Nothing more is due now, but for the domains that were left out. */
  private isDry = false;
  private leftOut: string[] = [];
  private wake = () => {};
  private readonly lookAgain = setTimeout(() => this.wake(), LOOK_AGAIN_MS);

  constructor(
    private readonly from: Claiming,
    private readonly lanes: Lanes,
  ) {}

  /**
   * The next that has a lane: of a domain that has few, or of one that keeps none waiting, or of any if nothing
   * else is due. Undefined: for now there is none. @throws what a claim threw
   */
  next(): Beginning | undefined {
    if (this.fault) throw this.fault;
    this.claimAhead();
    if (this.lanes.areFull) return undefined;
    const among = [this.lanes.hasFew.bind(this.lanes), (name: string) => this.isDry || !this.lanes.isHeldUp(name)];
    for (const may of among) {
      const handed = this.queue.find(({ domain }) => may(domain) && this.lanes.isFree(domain));
      const turn = handed && this.lanes.begin(handed.domain);
      if (turn) return { ...this.taken(handed), ...turn };
    }
    return undefined;
  }

  /** Nothing is due, and nothing is at hand. */
  get isOver(): boolean {
    return this.isDry && this.leftOut.length === 0 && !this.claiming && this.queue.length === 0;
  }

  /** How long all that is left must wait, where only rates hold it up. */
  get opensInMs(): number {
    if (!this.isDry || this.claiming) return 0;
    const domains = [...this.queue.map(({ domain }) => domain), ...this.leftOut];
    return domains.length === 0 ? 0 : Math.min(...domains.map((name) => this.lanes.opensInMs(name)));
  }

  /** Resolves as a message or a claim ends, or after a while. */
  change(): Promise<void> {
    this.lookAgain.refresh();
    return new Promise((resolve) => {
      this.wake = resolve;
      this.lanes.onceEnded(resolve);
    });
  }

  /** Of what is at hand no byte has left: it is due again. A claim that failed may have been committed all the same. */
  async release(): Promise<void> {
    await this.claiming;
    clearTimeout(this.lookAgain);
    const { release, releaseUnbegun } = this.from;
    const ids = this.queue.splice(0).flatMap(({ mail }) => deliveriesOf(mail));
    if (this.fault) await releaseUnbegun();
    else if (ids.length > 0) await release(ids);
  }

  private taken(handed: HandedMail): HandedMail {
    this.queue.splice(this.queue.indexOf(handed), 1);
    for (const id of deliveriesOf(handed.mail)) this.from.begun.add(id);
    return handed;
  }

  private claimAhead(): void {
    if (this.claiming) return;
    const heldUp = this.heldUp();
    const ready = heldUp.size === 0 ? this.queue.length : this.queue.filter(({ domain }) => !heldUp.has(domain)).length;
    const leftOut = [...heldUp].filter(([, count]) => count >= OF_HELD_UP).map(([name]) => name);
    const isKnown = this.isDry && this.leftOut.every((name) => leftOut.includes(name));
    const limit = Math.min(AHEAD, this.from.limit() - this.queue.length);
    if (isKnown || ready > AHEAD || limit <= 0) return;
    this.claiming = this.claim(limit, leftOut)
      .catch((fault: unknown) => void (this.fault = asError(fault)))
      .finally(() => {
        this.claiming = undefined;
        this.wake();
      });
  }

  private heldUp(): Map<string, number> {
    const heldUp = new Map<string, number>();
    if (!this.lanes.mayHoldUp) return heldUp;
    for (const { domain: name } of this.queue) {
      if (heldUp.has(name) || this.lanes.isHeldUp(name)) heldUp.set(name, (heldUp.get(name) ?? 0) + 1);
    }
    return heldUp;
  }

  private async claim(limit: number, without: string[]): Promise<void> {
    const { notice, fence, lane, handedBy, now } = this.from;
    const claim = { ...notice, fence, lane, handedBy, limit, without, now: now() };
    const at = performance.now();
    let mails = await this.from.claim({ ...claim, after: this.after });
    if (mails.length === 0 && this.after !== '') mails = await this.from.claim(claim);
    const addressed = await this.from.addressedTo(mails);
    this.isDry = mails.length === 0;
    this.leftOut = without;
    this.after = mails.at(-1)?.contact ?? '';
    this.queue.push(...mails.map((mail) => ({ mail, domain: domainOf(mail), at, addressed: addressed(mail) })));
  }
}

function deliveriesOf({ id, also }: ClaimedMail): DeliveryId[] {
  return [id, ...also];
}

function domainOf({ email }: ClaimedMail): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}
