/** Groups of staff as identity providers keep them. A group may stand for what its members work as, or for a department. */
export const STAFF_GROUPS = [
  `create table staff_groups (
    id text collate "C" primary key,
    display_name text not null,
    external_id text,
    role text,
    department text,
    created_at timestamptz not null,
    changed_at timestamptz not null
  )`,
  `create unique index staff_groups_display_name on staff_groups (lower(display_name))`,
  `create table staff_group_members (
    group_id text collate "C" not null references staff_groups on delete cascade,
    staff text collate "C" not null references staff,
    primary key (group_id, staff)
  )`,
  `create index staff_group_members_staff on staff_group_members (staff)`,
];
