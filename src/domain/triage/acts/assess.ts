import { raise } from '../../alerts/alerts';
import { contradiction, denials } from '../classing';
import type { Event } from '../../events';
import { alertOfHandover } from '../handed-over';
import { triageMissing } from '../missing';
import type { PersonId } from '../../primitives/people';
import { refuse, type Refusal } from '../../primitives/refusal';
import { isRestrictedScenario, namingFault, restrictedBy, restricting } from '../../restriction/restricting';
import type { IncidentState } from '../../state';
import type { Severity } from '../report';
import type { Answer, Classification, Definition, Scenario } from '../triage';
import { EVERY_DOOR, RESPONDERS, type CommandRule, type CommandContext } from '../../rule';

export interface Assess {
  evaluation?: string;
  definition?: Partial<Definition>;
  inScope?: 'yes' | 'no';
  malicious?: Answer;
  findings?: string;
  severity?: { level: Severity; reason: string };
  scenario?: Scenario;
  /** The first classification; a later change is `reclassify`, and `incident` comes by `declare`. */
  classification?: Exclude<Classification, { class: 'incident' | 'undetermined' }>;
  /** Under suspicion: never members of the incident, which is restricted at once. */
  excluded?: PersonId[];
  /** Stakeholders reached by other means, such as a telephone. */
  alerted?: PersonId[];
}

export const assess: CommandRule<Assess> = {
  description:
    'Enter findings of the triage: evaluation, definition, scope, malice, severity, scenario, first classification, who was alerted.',
  roles: RESPONDERS,
  doors: EVERY_DOOR,
  decide: (hearing, payload) => {
    const { state } = hearing;
    const { classification, alerted, excluded, ...entries } = payload;
    if (Object.keys(payload).length === 0)
      return refuse('missing', 'An assessment needs at least one entry.', triageMissing(state));
    const strangers = (alerted ?? []).filter((person) => !Object.hasOwn(state.roster, person));
    if (strangers.length > 0)
      return refuse('unknown-person', `Nobody here has the id ${strangers.join(', ')}; see /api/people.`, ['/alerted']);
    const fault = classFault(hearing, payload) ?? exclusionFault(state, excluded);
    if (fault) return fault;
    const assessed: Event = {
      type: 'assessed',
      entries: { ...entries, definition: { ...state.triage.definition, ...payload.definition } },
    };
    const classified: Event[] = classification ? [{ type: 'classified', classification, from: 'undetermined' }] : [];
    return [
      ...(Object.keys(entries).length > 0 ? [assessed, ...denied(hearing, assessed)] : []),
      ...restrictedOnTriage(hearing, payload),
      ...(alerted?.length ? [{ type: 'stakeholders-reached', persons: alerted } satisfies Event] : []),
      ...classified,
      ...(classification ? alertOfHandover(hearing, classified) : []),
    ];
  },
};

function classFault(
  { state, said }: CommandContext,
  { classification, inScope, definition }: Assess,
): Refusal | undefined {
  const stands = state.classification;
  if (classification && stands.class !== 'undetermined')
    return refuse(
      'already-so',
      `This case is classified as ${stands.class}; privacy or legal change that with reclassify.`,
    );
  if (!classification && !inScope && !definition) return undefined;
  const triage = {
    inScope: inScope ?? state.triage.inScope,
    definition: { ...state.triage.definition, ...definition },
  };
  return contradiction(classification ?? stands, triage, said.roles);
}

function exclusionFault({ restriction, roster }: IncidentState, excluded: PersonId[] | undefined): Refusal | undefined {
  if (!excluded) return undefined;
  if (restriction)
    return refuse('already-so', 'It is restricted already: exclude somebody by remove-member with "excluded".', [
      '/excluded',
    ]);
  return namingFault(roster, { excluded });
}

/** Whoever found it goes on with it, beside the fewest who can act. */
function restrictedOnTriage(hearing: CommandContext, { scenario, excluded }: Assess): Event[] {
  const { state, said } = hearing;
  const isFound = scenario !== state.triage.scenario && isRestrictedScenario(state.rules, scenario);
  if (state.restriction || !(isFound || excluded)) return [];
  const restricted = restrictedBy(
    state.roster,
    { excluded },
    `Triage: ${scenario ?? state.triage.scenario ?? 'suspicion'}.`,
  );
  const isNamed = restricted.members.some(({ person }) => person === said.by) || restricted.excluded.includes(said.by);
  const members = isNamed ? restricted.members : [...restricted.members, { person: said.by }];
  return restricting(hearing, { ...restricted, members });
}

/** An answer that speaks against the declaration neither takes it back nor goes unnoticed. */
function denied({ state, said, nextId, after }: CommandContext, assessed: Event): Event[] {
  const before = denials(state);
  const answers = denials(after([assessed])).filter((answer) => !before.includes(answer));
  if (answers.length === 0) return [];
  const detail = { about: 'denial', answers } as const;
  return [raise(state, said.at, nextId(), 'declaration-denied', { roles: ['lead', 'privacy'] }, { detail })];
}
