/** When people were told that a finding joined another case than its own. What came before was told to nobody, and stays so. */
export const STORMS_TOLD = [
  `alter table detections add column told_at timestamptz`,
  `update detections set told_at = last_at where in_storm`,
  `create index detections_untold on detections (incident, first_at) where in_storm and told_at is null`,
];
