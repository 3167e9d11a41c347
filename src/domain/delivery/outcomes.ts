/** What is known last of somebody whom a notice goes to. Each recipient has one. `given-up`: nothing more is sent, and nobody knows that it arrived. */
export const RECIPIENT_OUTCOMES = [
  'planned',
  'sent',
  'refused',
  'bounced',
  'opened',
  'confirmed',
  'told-by-person',
  'given-up',
] as const;
export type RecipientOutcome = (typeof RECIPIENT_OUTCOMES)[number];
