import type { IncidentClient } from '../../src/api/incidents/desk';
import { decideExercise } from '../../src/domain/exercise/decide';
import type { ExerciseCommand } from '../../src/domain/exercise/commands';
import type { ExercisePage } from '../../src/domain/exercise/events';
import { evolveExercise } from '../../src/domain/exercise/evolve';
import type { ExerciseId } from '../../src/domain/exercise/mark';
import { firstExercisePage, type ExerciseOpening } from '../../src/domain/exercise/opening';
import type { ExerciseState } from '../../src/domain/exercise/state';
import { exerciseAnswer } from '../../src/domain/exercise/view';
import type { Instant } from '../../src/domain/primitives/instant';
import { receiveBy, type Message } from '../../src/domain/receive';
import type { Register } from '../../src/register';
import { guard } from '../../src/workflows/guard.generated';

/** Exercises in memory that decide by the same guard and rules as the workflow, and store their pages in the given register. */
export class FakeExercises {
  readonly all = new Map<string, ExerciseState>();

  constructor(
    private readonly register: Register,
    private readonly clock: () => Instant,
  ) {}

  async start(opening: ExerciseOpening): ReturnType<IncidentClient['startExercise']> {
    if (!this.all.has(opening.id)) await this.settle(opening.id, firstExercisePage(opening));
    return { outcome: 'started' };
  }

  async update(id: ExerciseId, name: ExerciseCommand, message: object): ReturnType<IncidentClient['updateExercise']> {
    const state = this.all.get(id);
    if (!state) return { outcome: 'gone' };
    const shape = guard(name, { ...message });
    if (!shape.ok) return { outcome: 'refused', refusal: { refused: 'malformed', why: shape.why } };
    const received = receiveBy(decideExercise, state, name, { ...message }, 'update', this.clock());
    if (received.kind === 'refused') return { outcome: 'refused', refusal: received.refusal };
    if (received.kind === 'page') await this.settle(id, received.page);
    const page = received.kind === 'page' ? received.page : undefined;
    return { outcome: 'done', answer: exerciseAnswer(this.all.get(id) ?? state, page) };
  }

  /** What timers and effects say. */
  async system(id: string, name: string, message: object): Promise<void> {
    const state = this.all.get(id);
    if (!state) throw new Error(`${id} is not there`);
    const said = { ...message, by: 'system', door: 'system' } as Message;
    const received = receiveBy(decideExercise, state, name, said, 'signal', this.clock());
    if (received.kind === 'page') await this.settle(id as ExerciseId, received.page);
  }

  private async settle(id: ExerciseId, page: ExercisePage): Promise<void> {
    const wired = JSON.parse(JSON.stringify(page)) as ExercisePage;
    this.all.set(id, evolveExercise(this.all.get(id), wired));
    await this.register.pages.append([wired]);
  }
}
