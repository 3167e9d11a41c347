import type { Severity } from '../triage/report';

/*
 * ENISA, "Recommendations for a methodology of the assessment of severity of personal data breaches", version 1.0 (December 2013):
 * severity = data processing context × ease of identification + circumstances of the breach. All values are multiples of a quarter, and are
 * counted in quarters, so that no band is missed by a rounding.
 * The score is advice. What customers are owed never waits for it (GDPR Art. 33(2)).
 */

/** What the data is, with the score that its kind begins with. */
export const DATA_CATEGORIES = ['simple', 'behavioural', 'financial', 'sensitive'] as const;
export type DataCategory = (typeof DATA_CATEGORIES)[number];
const BASE: Record<DataCategory, number> = { simple: 1, behavioural: 2, financial: 3, sensitive: 4 };

/** Why the context is graver, or milder, than its kind. */
export const ADJUSTMENTS = [
  'volume',
  'controller-nature',
  'subject-nature',
  'invalid-data',
  'public-before',
  'low-insight',
] as const;

export const IDENTIFICATION = ['negligible', 'limited', 'significant', 'maximum'] as const;
const IDENTIFICATION_QUARTERS = { negligible: 1, limited: 2, significant: 3, maximum: 4 } as const;

export const CONFIDENTIALITY = ['none', 'known-recipients', 'unknown-recipients'] as const;
export const INTEGRITY = ['none', 'altered-recoverable', 'altered-lost'] as const;
export const AVAILABILITY = ['none', 'temporary', 'permanent'] as const;
const CIRCUMSTANCE_QUARTERS = 1;
const MALICE_QUARTERS = 2;

export interface Scoring {
  /** Each category by itself; the highest counts. */
  data: {
    category: DataCategory;
    context: number;
    adjustments?: { why: (typeof ADJUSTMENTS)[number]; words: string }[];
  }[];
  identification: (typeof IDENTIFICATION)[number];
  confidentiality: (typeof CONFIDENTIALITY)[number];
  integrity: (typeof INTEGRITY)[number];
  availability: (typeof AVAILABILITY)[number];
  malicious: 'yes' | 'no';
  /** These two are said beside the score, and change no figure. */
  individuals?: number;
  unintelligible?: boolean;
}

export interface Score {
  /** In quarters: 1 to 24. */
  quarters: number;
  context: number;
  identificationQuarters: number;
  circumstanceQuarters: number;
  level: Severity;
  /** In quarters: how little more, or less, would make it another band. */
  toNextBand?: number;
  toBandBelow?: number;
  /** Within a quarter of another band. */
  isNearBand: boolean;
  flags: ('many-individuals' | 'unintelligible')[];
}

/** From these quarters on. */
const BANDS: readonly [number, Severity][] = [
  [0, 'low'],
  [8, 'medium'],
  [12, 'high'],
  [16, 'very-high'],
];

const MANY_INDIVIDUALS = 100;

export function scoreOf(scoring: Scoring): Score {
  const context = Math.max(...scoring.data.map((one) => one.context));
  const identificationQuarters = IDENTIFICATION_QUARTERS[scoring.identification];
  const circumstanceQuarters = circumstancesOf(scoring);
  const quarters = context * identificationQuarters + circumstanceQuarters;
  return {
    quarters,
    context,
    identificationQuarters,
    circumstanceQuarters,
    ...bandOf(quarters),
    flags: flagsOf(scoring),
  };
}

function circumstancesOf({ confidentiality, integrity, availability, malicious }: Scoring): number {
  const steps =
    CONFIDENTIALITY.indexOf(confidentiality) + INTEGRITY.indexOf(integrity) + AVAILABILITY.indexOf(availability);
  return steps * CIRCUMSTANCE_QUARTERS + (malicious === 'yes' ? MALICE_QUARTERS : 0);
}

function bandOf(quarters: number): Pick<Score, 'level' | 'toNextBand' | 'toBandBelow' | 'isNearBand'> {
  const next = BANDS.find(([from]) => from > quarters);
  const [from, level] = BANDS.filter(([start]) => start <= quarters).at(-1) ?? [0, 'low'];
  const toNextBand = next && next[0] - quarters;
  const toBandBelow = from === 0 ? undefined : quarters - from + 1;
  const isNearBand = toNextBand === 1 || toBandBelow === 1;
  return { level, ...(toNextBand && { toNextBand }), ...(toBandBelow && { toBandBelow }), isNearBand };
}

function flagsOf({ individuals = 0, unintelligible = false }: Scoring): Score['flags'] {
  return [
    ...(individuals > MANY_INDIVIDUALS ? (['many-individuals'] as const) : []),
    ...(unintelligible ? (['unintelligible'] as const) : []),
  ];
}

/** Each context that is not its category's own wants a reason. */
export function unexplained({ data }: Scoring): number[] {
  return data.flatMap(({ category, context, adjustments = [] }, index) =>
    context !== BASE[category] && adjustments.length === 0 ? [index] : [],
  );
}

/** `1.25` */
export function decimalOf(quarters: number): string {
  return (quarters / 4).toFixed(2);
}
