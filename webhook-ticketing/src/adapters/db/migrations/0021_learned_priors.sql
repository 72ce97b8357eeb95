-- Priors that the service proposes from what was found, and which of them the diagnosis goes by. Both only grow.
create table prior_sets (
  version integer primary key check (version > 0),
  made_at timestamptz not null,
  period_from timestamptz not null,
  period_to timestamptz not null,
  -- What was counted of each class and kind, and what follows.
  lessons jsonb not null
);

-- The last one counts; version 0 is the built-in priors.
create table prior_activations (
  sequence bigint generated always as identity primary key,
  version integer not null check (version >= 0),
  at timestamptz not null,
  actor text not null
);

create function refuse_to_rewrite_priors() returns trigger language plpgsql as $$
begin
  raise exception 'priors and their activations are append-only' using errcode = 'integrity_constraint_violation';
end
$$;
create trigger prior_sets_append_only before update or delete on prior_sets
  for each row execute function refuse_to_rewrite_priors();
create trigger prior_activations_append_only before update or delete on prior_activations
  for each row execute function refuse_to_rewrite_priors();
