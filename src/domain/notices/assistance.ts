/** What a controller is helped with by a file: who is affected, what was logged, or something else. */
export const ASSISTANCE_KINDS = ['persons', 'log', 'other'] as const;
export type AssistanceKind = (typeof ASSISTANCE_KINDS)[number];

/** What becomes of such a file. */
export const ASSISTANCE_ACTS = ['offered', 'offered-again', 'taken'] as const;
export type AssistanceAct = (typeof ASSISTANCE_ACTS)[number];
