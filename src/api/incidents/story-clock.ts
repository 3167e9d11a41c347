import type { IncidentId } from '../../domain/case/state';
import type { Instant } from '../../domain/primitives/instant';
import { storyTime } from '../../domain/primitives/pace';
import type { ApiDeps } from '../deps';

/** The time in which an incident lives: the world's, and of an exercise its story's. While the register is away, the world's. */
export async function timeIn({ register, clock }: ApiDeps, id: IncidentId): Promise<Instant> {
  const report = await register.reports.get(id).catch(() => undefined);
  return storyTime(clock(), report?.report.exercise?.pace);
}
