/**
 * By the customer first. By the incident first, the planner took it, as the smallest, to look a row up by its incident, notice and contact wherever it
 * knew of no rows of the incident, and read the whole notice for each.
 */
export const SNAPSHOTS_CUSTOMER_FIRST = [
  `drop index snapshots_customer`,
  `create index snapshots_customer on snapshots (customer, incident)`,
];
