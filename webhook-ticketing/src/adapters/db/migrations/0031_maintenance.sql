-- Planned works: what was declared, and what was ended before its time. Only grows.
create table maintenance_log (
  maintenance_id uuid not null,
  action text not null check (action in ('declared', 'ended')),
  at timestamptz not null,
  actor text not null,
  -- Of a declaration.
  area jsonb check ((action = 'declared') = (area is not null)),
  begins_at timestamptz,
  ends_at timestamptz,
  approver text,
  reason text,
  primary key (maintenance_id, action)
);
create index maintenance_ends on maintenance_log (ends_at) where action = 'declared';

create function refuse_to_rewrite_maintenance() returns trigger language plpgsql as $$
begin
  raise exception 'the log of planned works is append-only' using errcode = 'integrity_constraint_violation';
end
$$;
create trigger maintenance_append_only before update or delete on maintenance_log
  for each row execute function refuse_to_rewrite_maintenance();
