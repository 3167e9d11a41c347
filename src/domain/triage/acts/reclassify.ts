import { classed, contradiction, sameClass } from '../classing';
import { alertOfHandover } from '../handed-over';
import { refuse } from '../../primitives/refusal';
import type { Classification } from '../triage';
import { EVERY_DOOR, type CommandRule } from '../../rule';

export interface Reclassify {
  classification: Exclude<Classification, { class: 'incident' }>;
  why: string;
}

export const reclassify: CommandRule<Reclassify> = {
  description:
    'Change what the case is, with the reason; the answer on scope follows. A declared incident changes only by withdraw-declaration, and becomes one only by declare.',
  roles: ['privacy', 'legal'],
  doors: EVERY_DOOR,
  decide: (hearing, { classification, why }) => {
    const { state, said } = hearing;
    const now = state.classification;
    if (now.class === 'incident')
      return refuse('wrong-class', 'A declared incident is no other class until its declaration is withdrawn.');
    if (sameClass(now, classification)) return refuse('already-so', `The class is ${now.class} already.`);
    const fault = contradiction(classification, { definition: {} }, said.roles);
    if (fault) return fault;
    const events = classed(state, classification, why);
    return [...events, ...alertOfHandover(hearing, events)];
  },
};
