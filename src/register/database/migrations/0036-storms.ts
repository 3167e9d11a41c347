/** What each finding of a storm said, and the cases that a source opened, found among all its alarms. */
export const STORMS = [
  `alter table detections add column seen text`,
  `create index detections_opening on detections (source, first_at) where not in_storm`,
];
