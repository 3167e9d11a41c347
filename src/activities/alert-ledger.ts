import type { Instant } from '../domain/primitives/instant';
import type { PersonId } from '../domain/primitives/people';
import type { Register } from '../register';
import type { Log } from './log';
import { within } from '../primitives/within';
import { REGISTER_TIMEOUT_MS } from './patience';

export type Begun = 'send' | 'send-as-possible-repeat' | 'done';

/** One alert to one person. */
export interface Ref {
  effect: string;
  person: PersonId;
}

/** One attempt at an alert. `run` is the incident's: the next one asks again for what was under way, and counts from one. */
export interface Attempt {
  run: string;
  number: number;
  /** Whether a copy may have gone out in an attempt of which this process knows nothing. */
  unsure: (person: PersonId) => boolean;
}

/**
 * What this process itself knows of a mail: it did not try yet, nothing of it left, it began to leave, or the server took it.
 * `run` and `attempt` are those that knew; `repeat`, that a copy may have come before, is not forgotten over what happens to later ones.
 */
interface Known {
  what: 'untried' | 'unsent' | 'begun' | 'sent';
  run: string;
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

  /** Before anything else is said of an alert. That nothing left is known only of this attempt and the one right before. */
  open({ effect, person }: Ref, { run, number: attempt, unsure }: Attempt): void {
    const persons = this.known.get(effect) ?? new Map<PersonId, Known>();
    this.known.set(effect, persons);
    const before = persons.get(person);
    const isCertain = before && (hasBegun(before) || (before.run === run && attempt - before.attempt <= 1));
    const known: Known = isCertain ? before : { what: 'untried', run, attempt, repeat: unsure(person) };
    persons.set(person, { ...known, run, attempt });
  }

  /** Whether a copy may have left that this process never saw taken. */
  isUnsure({ effect, person }: Ref): boolean {
    const known = this.known.get(effect)?.get(person);
    return known !== undefined && known.what !== 'sent' && (known.repeat || known.what === 'begun');
  }

  isSent({ effect, person }: Ref): boolean {
    return this.known.get(effect)?.get(person)?.what === 'sent';
  }

  /** Right before the mail leaves. */
  async begin(ref: Ref, at: Instant): Promise<Begun> {
    const before = this.known.get(ref.effect)?.get(ref.person);
    const stored = await this.stored(ref, at);
    if (stored === 'done') return 'done';
    const repeat = mayBeRepeat(before, stored);
    this.know(ref, { what: 'begun', repeat });
    return repeat ? 'send-as-possible-repeat' : 'send';
  }

  /** It did not go out after all, and that is certain. */
  unsent(ref: Ref): void {
    this.know(ref, { what: 'unsent' });
  }

  async sent(ref: Ref, ending: Ending): Promise<void> {
    this.know(ref, { what: 'sent' });
    try {
      await within(REGISTER_TIMEOUT_MS, this.register.alerts.done(ref.effect, ref.person, ending.words));
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
      for (const _ of possibleRepeat ? [1, 2] : []) await within(REGISTER_TIMEOUT_MS, alerts.begin(effect, person, at));
      await within(REGISTER_TIMEOUT_MS, alerts.done(effect, person, words));
      return true;
    } catch (error) {
      this.withoutRegister({ effect, person }, error);
      return false;
    }
  }

  private async stored(ref: Ref, at: Instant): Promise<Stored> {
    try {
      return await within(REGISTER_TIMEOUT_MS, this.register.alerts.begin(ref.effect, ref.person, at));
    } catch (error) {
      this.withoutRegister(ref, error);
      return 'out of reach';
    }
  }

  private know({ effect, person }: Ref, news: Pick<Known, 'what'> & Partial<Known>): void {
    const persons = this.known.get(effect);
    const before = persons?.get(person);
    if (before) persons?.set(person, { ...before, ...news });
  }

  private withoutRegister(ref: Ref, error: unknown): void {
    this.log.warn(
      { ...ref, error: error instanceof Error ? error.name : 'unknown' },
      'An alert goes on without the register',
    );
  }
}

type Stored = Awaited<ReturnType<Register['alerts']['begin']>> | 'out of reach';

function hasBegun({ what }: Known): boolean {
  return what === 'begun' || what === 'sent';
}

/** Memory knows better than the register that nothing left, or that something did; where it knows nothing the register's word counts. */
function mayBeRepeat(before: Known | undefined, stored: Stored): boolean {
  if (!before) return stored !== 'new';
  if (before.repeat || before.what === 'begun') return true;
  return before.what === 'untried' && stored === 'possible-repeat';
}
