// Of which fields a notice says that something is not disclosed.
export const WITHHELD_OF_NOTICES = [`alter table notices add column withheld text[]`];
