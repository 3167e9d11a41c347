import type { Instant } from '../domain/instant';
import type { PersonId } from '../domain/people';
import type { Register } from '../register';
import type { Log } from './log';
import { REGISTER_PATIENCE_MS, within } from './patience';

export type Begun = 'send' | 'send-as-possible-repeat' | 'done';

/** One alert to one person. */
export interface Ref {
  effect: string;
  person: PersonId;
}

/**
 * What this process itself knows of a mail: no attempt before this one, nothing of it left, it began to leave, or the server took it.
 * `attempt` is the one that knew; `repeat`, that a copy may have come from elsewhere, is not forgotten over what happens to later ones.
 */
interface Known {
  what: 'first' | 'unsent' | 'begun' | 'sent';
  attempt: number;
  repeat: boolean;
}

interface Ending {
  at: Instant;
  /** The server's. */
  words: string;
  possibleRepeat: boolean;
}

/**
 * Who was alerted: in the register, and while that is down in memory, from where it is written later. The register remembers over
 * crashes; memory knows more of this process's own failures, so that a mail which never left is not called a repeat.
 */
export class AlertLedger {
  private readonly known = new Map<string, Map<PersonId, Known>>();
  private unrecorded: (Ref & Ending)[] = [];

  constructor(
    private readonly register: Pick<Register, 'alerts'>,
    private readonly log: Log,
  ) {}

  /**
   * Before anything else is said of an alert. A first attempt has no past here, but may have one elsewhere: the next run of an incident
   * asks anew for what was under way, and counts from one. That nothing left is known only of the attempt right before.
   */
  open({ effect, person }: Ref, attempt: number): void {
    const persons = this.known.get(effect) ?? new Map<PersonId, Known>();
    this.known.set(effect, persons);
    const before = persons.get(person);
    if (before?.what === 'unsent' && attempt !== before.attempt && attempt !== before.attempt + 1)
      persons.delete(person);
    else if (before) persons.set(person, { ...before, attempt });
    else if (attempt === 1) persons.set(person, { what: 'first', attempt, repeat: false });
  }

  isSent({ effect, person }: Ref): boolean {
    return this.known.get(effect)?.get(person)?.what === 'sent';
  }

  /** Right before the mail leaves. */
  async begin(ref: Ref, at: Instant): Promise<Begun> {
    const before = this.known.get(ref.effect)?.get(ref.person);
    const stored = await this.stored(ref, at);
    if (stored === 'done') return 'done';
    const repeat = before?.repeat || mayBeRepeat(before?.what, stored);
    this.know(ref, 'begun', repeat);
    return repeat ? 'send-as-possible-repeat' : 'send';
  }

  /** It did not go out after all, and that is certain. */
  unsent(ref: Ref): void {
    this.know(ref, 'unsent');
  }

  async sent(ref: Ref, ending: Ending): Promise<void> {
    this.know(ref, 'sent');
    try {
      await within(REGISTER_PATIENCE_MS, this.register.alerts.done(ref.effect, ref.person, ending.words));
    } catch (error) {
      this.withoutRegister(ref, error);
      this.unrecorded.push({ ...ref, ...ending });
    }
  }

  /** Writes down what went out while the register was away. Never rejects. */
  async catchUp(): Promise<void> {
    const waiting = this.unrecorded;
    this.unrecorded = [];
    for (let next = waiting[0]; next && (await this.record(next)); next = waiting[0]) waiting.shift();
    this.unrecorded.push(...waiting);
  }

  /** Nobody will ask about this alert again, but for a repeat after a crash, which the register answers. */
  close(effect: string): void {
    if (!this.unrecorded.some((ref) => ref.effect === effect)) this.known.delete(effect);
  }

  private async record({ effect, person, at, words, possibleRepeat }: Ref & Ending): Promise<boolean> {
    const { alerts } = this.register;
    try {
      // Each begin stands for one handing over; a second one is what marks the row as a possible repeat.
      for (const _ of possibleRepeat ? [1, 2] : [])
        await within(REGISTER_PATIENCE_MS, alerts.begin(effect, person, at));
      await within(REGISTER_PATIENCE_MS, alerts.done(effect, person, words));
      return true;
    } catch (error) {
      this.withoutRegister({ effect, person }, error);
      return false;
    }
  }

  private async stored(ref: Ref, at: Instant): Promise<Stored> {
    try {
      return await within(REGISTER_PATIENCE_MS, this.register.alerts.begin(ref.effect, ref.person, at));
    } catch (error) {
      this.withoutRegister(ref, error);
      return 'out of reach';
    }
  }

  private know({ effect, person }: Ref, what: Known['what'], repeat?: boolean): void {
    const persons = this.known.get(effect);
    const before = persons?.get(person);
    persons?.set(person, { what, attempt: before?.attempt ?? 1, repeat: repeat ?? before?.repeat ?? false });
  }

  private withoutRegister(ref: Ref, error: unknown): void {
    this.log.warn(
      { ...ref, error: error instanceof Error ? error.name : 'unknown' },
      'An alert goes on without the register',
    );
  }
}

type Stored = Awaited<ReturnType<Register['alerts']['begin']>> | 'out of reach';

/** Memory knows better than the register that nothing left, or that something did; where it knows nothing the register's word counts. */
function mayBeRepeat(what: Known['what'] | undefined, stored: Stored): boolean {
  if (what === 'begun') return true;
  if (what === 'unsent') return false;
  return stored === 'possible-repeat' || (stored === 'out of reach' && what === undefined);
}
