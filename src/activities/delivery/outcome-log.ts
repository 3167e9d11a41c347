import { asError } from '../fault';
import type { EndedMail } from '../../register';

/** So many ends of attempts go into one commit, and no more wait for theirs: what was accepted and not written goes out again after a crash. */
const MOST = 64;
/** How long an end waits for others. */
const GATHER_MS = 15;

/** Writes down how attempts ended, many by one commit. */
export class OutcomeLog {
  private waiting: EndedMail[] = [];
  private held: (() => void)[] = [];
  private writing?: Promise<void>;
  private isFull = () => {};
  private fault?: Error;

  constructor(private readonly write: (group: EndedMail[]) => Promise<unknown>) {}

  /** A promise if a whole group waits. @throws once a group could not be written; so does the promise */
  add(ended: EndedMail): Promise<void> | undefined {
    this.waiting.push(ended);
    if (this.waiting.length >= MOST) this.isFull();
    this.writing ??= this.writeAll();
    if (this.waiting.length > MOST) return this.hasRoom();
    this.throwFault();
    return undefined;
  }

  private async hasRoom(): Promise<void> {
    while (this.waiting.length > MOST && !this.fault) await new Promise<void>((resolve) => this.held.push(resolve));
    this.throwFault();
  }

  /** Resolves once everything is written. */
  async written(): Promise<void> {
    this.isFull();
    await this.writing;
    this.throwFault();
  }

  /** Never rejects: who adds, or asks whether all is written, hears of it. */
  private async writeAll(): Promise<void> {
    try {
      while (this.waiting.length > 0) {
        await this.gathered();
        const group = this.waiting.splice(0, MOST);
        this.letIn();
        await this.write(group);
      }
    } catch (fault) {
      this.fault = asError(fault);
    } finally {
      this.writing = undefined;
      this.letIn();
    }
  }

  private letIn(): void {
    for (const resolve of this.held.splice(0)) resolve();
  }

  private gathered(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.waiting.length >= MOST ? 0 : GATHER_MS);
      this.isFull = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private throwFault(): void {
    if (this.fault) throw this.fault;
  }
}
