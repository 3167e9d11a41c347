import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Register } from '../../register';
import type { Log } from '../log';
import { within } from '../../primitives/within';
import { REGISTER_TIMEOUT_MS } from '../patience';

export type BeginResult = 'send' | 'send-as-possible-repeat' | 'done';

/** One alert to one person. */
export interface AlertRef {
  effect: string;
  person: PersonId;
}

/** One attempt at an alert. `run` is the incident's run id: a new run asks again for what was under way and counts its attempts from 1. */
export interface Attempt {
  run: string;
  number: number;
  /** Whether a copy may have gone out in an attempt that this process knows nothing about. */
  unsure: (person: PersonId) => boolean;
}

/**
 * What this process itself knows about one mail: not tried yet, certainly not sent, sending begun, or accepted by the server.
 * `run` and `attempt` say when it knew that. `repeat` says that an earlier copy may exist; later attempts never reset it.
 */
interface Known {
  what: 'untried' | 'unsent' | 'begun' | 'sent';
  run: string;
  attempt: number;
  repeat: boolean;
}

interface Acceptance {
  at: Instant;
  /** The server's reply. */
  words: string;
  possibleRepeat: boolean;
}

/**
 * Records who was alerted: in the register or, while that is down, in memory, from where it is written later. The register survives
 * crashes. Memory knows this process's own failures better, so a mail that never left is not marked as a repeat.
 */
export class AlertLedger {
  private readonly known = new Map<string, Map<PersonId, Known>>();
  private unrecorded: (AlertRef & Acceptance)[] = [];

  constructor(
    private readonly register: Pick<Register, 'alerts'>,
    private readonly log: Log,
  ) {}

  /** Call first. _Not sent_ is certain only for this attempt and the previous one. */
  open({ effect, person }: AlertRef, { run, number: attempt, unsure }: Attempt): void {
    const persons = this.known.get(effect) ?? new Map<PersonId, Known>();
    this.known.set(effect, persons);
    const before = persons.get(person);
    const isCertain = before && (hasBegun(before) || (before.run === run && attempt - before.attempt <= 1));
    const known: Known = isCertain ? before : { what: 'untried', run, attempt, repeat: unsure(person) };
    persons.set(person, { ...known, run, attempt });
  }

  /** Whether a copy may have left without this process seeing it accepted. */
  isUnsure({ effect, person }: AlertRef): boolean {
    const known = this.known.get(effect)?.get(person);
    return known !== undefined && known.what !== 'sent' && (known.repeat || known.what === 'begun');
  }

  isSent({ effect, person }: AlertRef): boolean {
    return this.known.get(effect)?.get(person)?.what === 'sent';
  }

  /** Call right before the mail leaves. */
  async begin(ref: AlertRef, at: Instant): Promise<BeginResult> {
    const before = this.known.get(ref.effect)?.get(ref.person);
    const stored = await this.stored(ref, at);
    if (stored === 'done') return 'done';
    const repeat = mayBeRepeat(before, stored);
    this.update(ref, { what: 'begun', repeat });
    return repeat ? 'send-as-possible-repeat' : 'send';
  }

  /** Call when it is certain that the mail did not leave. */
  unsent(ref: AlertRef): void {
    this.update(ref, { what: 'unsent' });
  }

  async sent(ref: AlertRef, ending: Acceptance): Promise<void> {
    this.update(ref, { what: 'sent' });
    try {
      await within(REGISTER_TIMEOUT_MS, this.register.alerts.done(ref.effect, ref.person, ending.words));
    } catch (error) {
      this.warnUnavailable(ref, error);
      this.unrecorded.push({ ...ref, ...ending });
    }
  }

  /** Records what went out while the register was down. Never rejects. */
  async catchUp(): Promise<void> {
    const waiting = this.unrecorded;
    this.unrecorded = [];
    for (let next = waiting[0]; next && (await this.record(next)); next = waiting[0]) waiting.shift();
    this.unrecorded.push(...waiting);
  }

  /** Forgets an alert that is done. If it is repeated after a crash, the register answers. */
  close(effect: string): void {
    if (!this.unrecorded.some((ref) => ref.effect === effect)) this.known.delete(effect);
  }

  private async record({ effect, person, at, words, possibleRepeat }: AlertRef & Acceptance): Promise<boolean> {
    const { alerts } = this.register;
    try {
      // Each begin() stands for one copy handed to the server; the second one marks the row as a possible repeat.
      for (const _ of possibleRepeat ? [1, 2] : []) await within(REGISTER_TIMEOUT_MS, alerts.begin(effect, person, at));
      await within(REGISTER_TIMEOUT_MS, alerts.done(effect, person, words));
      return true;
    } catch (error) {
      this.warnUnavailable({ effect, person }, error);
      return false;
    }
  }

  private async stored(ref: AlertRef, at: Instant): Promise<Stored> {
    try {
      return await within(REGISTER_TIMEOUT_MS, this.register.alerts.begin(ref.effect, ref.person, at));
    } catch (error) {
      this.warnUnavailable(ref, error);
      return 'out of reach';
    }
  }

  private update({ effect, person }: AlertRef, news: Pick<Known, 'what'> & Partial<Known>): void {
    const persons = this.known.get(effect);
    const before = persons?.get(person);
    if (before) persons?.set(person, { ...before, ...news });
  }

  private warnUnavailable(ref: AlertRef, error: unknown): void {
    this.log.warn(
      { ...ref, error: error instanceof Error ? error.name : 'unknown' },
      'The register is unavailable; an alert continues without it',
    );
  }
}

type Stored = Awaited<ReturnType<Register['alerts']['begin']>> | 'out of reach';

function hasBegun({ what }: Known): boolean {
  return what === 'begun' || what === 'sent';
}

/** Memory wins where it knows that the mail left or did not. Otherwise the register decides. */
function mayBeRepeat(before: Known | undefined, stored: Stored): boolean {
  if (!before) return stored !== 'new';
  if (before.repeat || before.what === 'begun') return true;
  return before.what === 'untried' && stored === 'possible-repeat';
}
