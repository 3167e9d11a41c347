/** Which request brought a report, so that one repeated after a crash is found again instead of being opened twice. */
export const REQUESTS: readonly string[] = [`alter table reports add column request text unique`];
