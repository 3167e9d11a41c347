import type { Event } from '../../events';
import { refuse } from '../../primitives/refusal';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';
import { decimalOf, scoreOf, unexplained, type Score, type Scoring } from '../../severity/enisa';
import type { Severity } from '../report';

export type ScoreSeverity = Scoring & { override?: { level: Severity; reason: string } };

export const scoreSeverity: CommandRule<ScoreSeverity> = {
  description:
    "Score the severity by ENISA's method, and enter it in the triage. Another level than the score's is taken with a reason. Each scoring is a version; all stand in the pages.",
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: ({ state }, { override, ...scoring }) => {
    const lacking = unexplained(scoring).map((index) => `/data/${index}/adjustments`);
    if (lacking.length > 0)
      return refuse('missing', 'A context that is not the one of its category needs the reason for that.', lacking);
    const score = scoreOf(scoring);
    const version = (state.scoring?.version ?? 0) + 1;
    const scored: Event = { type: 'severity-scored', version, scoring, score, ...(override && { override }) };
    const level = override?.level ?? score.level;
    const entries = { definition: state.triage.definition, severity: { level, reason: reasonOf(score, override) } };
    return [scored, { type: 'assessed', entries }];
  },
};

function reasonOf(
  { quarters, context, identificationQuarters, circumstanceQuarters, level }: Score,
  override: ScoreSeverity['override'],
): string {
  const sum = `${context} × ${decimalOf(identificationQuarters)} + ${decimalOf(circumstanceQuarters)}`;
  const scored = `ENISA: ${sum} = ${decimalOf(quarters)}, ${level}.`;
  return override ? `${scored} Taken as ${override.level}: ${override.reason}`.slice(0, 4_000) : scored;
}
