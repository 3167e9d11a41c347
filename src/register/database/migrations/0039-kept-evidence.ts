/** Of a file that broke off the parts go again; those of one that was kept go with its incident alone, by the owner. */
export const KEPT_EVIDENCE = [
  `alter table evidence_parts enable row level security`,
  `create policy anybody_reads on evidence_parts for select using (true)`,
  `create policy anybody_adds on evidence_parts for insert with check (true)`,
  `create policy unfinished_ones_go on evidence_parts for delete using (
    not exists (select from evidence_files f where f.id = evidence_parts.file))`,
];
