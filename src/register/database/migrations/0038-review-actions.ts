/** What is to be done by a decision of a programme review, by whom and until when. */
export const REVIEW_ACTIONS = [
  `create table review_actions (
    review text collate "C" not null references programme_reviews (id),
    number integer not null,
    change text not null,
    owner text collate "C" not null,
    due_at timestamptz not null,
    done_at timestamptz,
    done_by text collate "C",
    done_words text,
    primary key (review, number)
  )`,
  `create index review_actions_open on review_actions (due_at) where done_at is null`,
];
