import { asError } from './fault';
import type { EndedMail } from '../register';

/** So many ends of attempts go into one commit. What was accepted and is not written down yet would go out again after a crash. */
const GROUP = 32;
/** How long an end waits for others. */
const GATHER_MS = 15;

/** Writes down how attempts ended, many by one commit. */
export class OutcomeLog {
  private waiting: EndedMail[] = [];
  private writing?: Promise<void>;
  private isFull = () => {};
  private fault?: Error;

  constructor(private readonly write: (group: EndedMail[]) => Promise<unknown>) {}

  /** Resolves at once unless a whole group waits. Rejects once a group could not be written. */
  async add(ended: EndedMail): Promise<void> {
    this.waiting.push(ended);
    if (this.waiting.length >= GROUP) this.isFull();
    this.writing ??= this.writeAll();
    if (this.waiting.length >= GROUP) await this.writing;
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
        await this.write(this.waiting.splice(0, GROUP));
      }
    } catch (fault) {
      this.fault = asError(fault);
    } finally {
      this.writing = undefined;
    }
  }

  private gathered(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.waiting.length >= GROUP ? 0 : GATHER_MS);
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
