/** One finding, and its remedy. Without `act`, a person must see to it. */
export interface Step {
  subject: string;
  found: string;
  /** Worded to fit after "would" and on its own: "start it from its 12 pages". */
  remedy: string;
  act?: () => Promise<void>;
  /** Until this is resolved, the rest of the incident is left untouched. */
  holdsUp?: boolean;
}
