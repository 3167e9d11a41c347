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

/** What this process itself knows of a mail: nothing of it left, it began to leave, or the server took it. */
type Known = 'unsent' | 'begun' | 'sent';

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

  /** Before anything else is said of an alert. A first attempt has no past. */
  open({ effect, person }: Ref, firstAttempt: boolean): void {
    const persons = this.known.get(effect) ?? new Map<PersonId, Known>();
    this.known.set(effect, persons);
    if (firstAttempt && !persons.has(person)) persons.set(person, 'unsent');
  }

  isSent({ effect, person }: Ref): boolean {
    return this.known.get(effect)?.get(person) === 'sent';
  }

  /** Right before the mail leaves. */
  async begin(ref: Ref, at: Instant): Promise<Begun> {
    const before = this.known.get(ref.effect)?.get(ref.person);
    let answer: Begun;
    try {
      const stored = await within(REGISTER_PATIENCE_MS, this.register.alerts.begin(ref.effect, ref.person, at));
      if (stored === 'done') return 'done';
      answer = stored === 'new' || before === 'unsent' ? 'send' : 'send-as-possible-repeat';
    } catch (error) {
      this.withoutRegister(ref, error);
      answer = before === 'unsent' ? 'send' : 'send-as-possible-repeat';
    }
    this.know(ref, 'begun');
    return answer;
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

  private know({ effect, person }: Ref, what: Known): void {
    this.known.get(effect)?.set(person, what);
  }

  private withoutRegister(ref: Ref, error: unknown): void {
    this.log.warn(
      { ...ref, error: error instanceof Error ? error.name : 'unknown' },
      'An alert goes on without the register',
    );
  }
}
