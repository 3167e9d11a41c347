export const ACCOUNT_KINDS = ['subscription', 'portal'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export const CONTACT_ROLES = ['administrator', 'privacy', 'security'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

/** Why a notice would not, or may not, reach somebody. */
export const UNFITNESS = [
  'no-account',
  'no-administrator',
  'stale',
  'bouncing',
  'webhook-gone',
  'unverified',
  'correction-waits',
] as const;
