/** One thing found, and what is to be done about it. Without an act a person must see to it. */
export interface Step {
  subject: string;
  found: string;
  /** In words that follow on "would" and on nothing: "start it from its 12 pages". */
  remedy: string;
  act?: () => Promise<void>;
  /** Until it is seen to, the rest of this incident is left as it is. */
  holdsUp?: boolean;
}
