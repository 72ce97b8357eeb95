-- What the diagnosis said and what was found, of each closed order with a verdict: made from the record, so that counting all of
-- them replays none.
create table diagnosis_outcomes (
  order_id uuid primary key references orders (id),
  opened_at timestamptz not null,
  site_ids text[] not null,
  at_dispatch jsonb not null,
  at_end jsonb not null,
  found jsonb not null
);
create index diagnosis_outcomes_opened on diagnosis_outcomes (opened_at);
