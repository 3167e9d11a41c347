export const ACCOUNT_KINDS = ['subscription', 'portal'] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

export const CONTACT_ROLES = ['administrator', 'privacy', 'security'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];
