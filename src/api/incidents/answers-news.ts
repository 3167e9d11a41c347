import { SYSTEM } from '../../domain/primitives/people';
import type { ApiDeps } from '../deps';

/**
 * Tells each incident what came back of its notices since it was last told, as one count, however much that was. One that has ended has it in
 * the register.
 */
export async function tellOfAnswers({ register, incidents }: Pick<ApiDeps, 'register' | 'incidents'>): Promise<void> {
  for (const incident of await register.answers.uncounted()) {
    const count = await register.answers.count(incident);
    const { upTo: _, ...counts } = count;
    const sent = await incidents.signal(incident, 'answers-counted', { by: SYSTEM, door: 'system', ...counts });
    if (sent.outcome !== 'unknown') await register.answers.counted(incident, count);
  }
}
