-- Parts of orders that the diagnosis puts down to a second cause, until that has held and was measured.
create table suspicions (
  order_id uuid not null references orders (id),
  fault_point text not null,
  elements text[] not null,
  since timestamptz not null,
  -- A look from then on counts; when it is to be looked at next.
  fresh_from timestamptz not null,
  ready_at timestamptz not null,
  primary key (order_id, fault_point)
);
create index suspicions_ready on suspicions (ready_at);
