import { refuse } from '../refusal';
import type { Classification } from '../triage';
import { contradiction } from './assess';
import { EVERY_DOOR, type CommandRule } from './rule';

export interface Reclassify {
  classification: Exclude<Classification, { class: 'incident' }>;
  why: string;
}

export const reclassify: CommandRule<Reclassify> = {
  description:
    'Change what the case is, with the reason. A declared incident changes only by withdraw-declaration, and becomes one only by declare.',
  roles: ['privacy', 'legal'],
  doors: EVERY_DOOR,
  decide: ({ state }, { classification, why }) => {
    const now = state.classification;
    if (now.class === 'incident')
      return refuse('wrong-class', 'A declared incident is no other class until its declaration is withdrawn.');
    if (JSON.stringify(now) === JSON.stringify(classification))
      return refuse('already-so', `The class is ${now.class} already.`);
    const inScope =
      classification.class === 'out-of-scope'
        ? undefined
        : classification.class === 'event'
          ? 'yes'
          : state.triage.inScope;
    return contradiction(classification, inScope) ?? [{ type: 'classified', classification, from: now.class, why }];
  },
};
