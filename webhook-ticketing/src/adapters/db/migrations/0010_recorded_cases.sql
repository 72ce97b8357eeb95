-- What the verdicts were made from: canonical JSON, packed by gzip. Its SHA-256 before packing is in the records of the orders.
create table recorded_cases (
  id uuid primary key,
  order_ids uuid[] not null check (cardinality(order_ids) > 0),
  recorded_at timestamptz not null,
  body bytea not null
);
