/** How a breach of a store would be noticed. */
export const DETECTION_METHODS = [
  'signature-alarms',
  'anomaly-alarms',
  'access-review',
  'integrity-check',
  'inventory-count',
  'customer-reports',
  'staff-reports',
] as const;
export type DetectionMethod = (typeof DETECTION_METHODS)[number];

/** Paper, tapes and whatever else no network reaches are offline. */
export const STORE_KINDS = ['online', 'offline'] as const;
export type StoreKind = (typeof STORE_KINDS)[number];

/** Why nobody would notice a breach of a store: no way to, nobody looked lately whether it works, or its owner is gone. */
export const STORE_GAPS = ['method', 'check', 'owner'] as const;
export type StoreGap = (typeof STORE_GAPS)[number];
