/** Hours from one instant to another, over all incidents that have both; null where none has. */
export interface Span {
  incidents: number;
  median: number | null;
  p90: number | null;
}

/** What happened in a period, in numbers. */
export interface Figures {
  /** How many of each class were reported in the period, and how many were declared in it. */
  reported: { class: string; incidents: number }[];
  /** The same, by severity too; without one where it was not assessed. */
  bySeverity: { class: string; severity?: string; incidents: number }[];
  declared: number;
  /** Of the declared, those with a promise to customers that was not kept in time. */
  late: number;
  detectedToAware: Span;
  awareToDeclared: Span;
  /** Until the last of an incident's customers was told. */
  declaredToAllTold: Span;
  /** Of the customers of declared incidents who were to be told; `told` at any time, the others within 72 hours. */
  customers: { owed: number; told: number; within72hOfDeclaration: number; within72hOfAwareness: number };
}

export const SPANS = ['detectedToAware', 'awareToDeclared', 'declaredToAllTold'] as const;
