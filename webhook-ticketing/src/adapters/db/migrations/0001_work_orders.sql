-- Times are written by the service's clock and never by the database's: no default, no function of time stands in any file here.

create table alerts (
  fingerprint text primary key,
  -- Goes up when an alert comes back after it was resolved.
  episode integer not null check (episode > 0),
  status text not null check (status in ('firing', 'resolved')),
  symptom text not null,
  element_id text not null,
  labels jsonb not null,
  starts_at timestamptz not null,
  ends_at timestamptz,
  -- First receipt of this episode, last receipt at all.
  received_at timestamptz not null,
  updated_at timestamptz not null,
  -- When the diagnosis has judged this episode; null while it waits.
  judged_at timestamptz,
  order_id uuid,
  -- Since when Alertmanager does not list it any more.
  absent_since timestamptz
);
create index alerts_waiting on alerts (received_at) where status = 'firing' and judged_at is null;
create index alerts_firing on alerts (element_id) where status = 'firing';
create index alerts_of_order on alerts (order_id);

-- One row for each order as its events amount to: what lists are made of. The events are the record.
create table orders (
  id uuid primary key,
  number text not null unique,
  version integer not null check (version > 0),
  state text not null,
  source text not null,
  severity text not null,
  fault_class text,
  fault_point text,
  party text,
  assignee text,
  site_ids text[] not null,
  affected text[] not null,
  opened_at timestamptz not null,
  finished boolean not null,
  -- The running clock that runs out next.
  next_due_at timestamptz
);
create index orders_unfinished on orders (next_due_at) where not finished;
create index orders_state on orders (state);
create index orders_opened on orders (opened_at);

create table order_numbers (
  day text primary key,
  last integer not null
);

create table order_events (
  order_id uuid not null references orders (id),
  sequence integer not null check (sequence > 0),
  at timestamptz not null,
  recorded_at timestamptz not null,
  actor text not null,
  facts jsonb not null,
  -- Outside the hash: may be erased.
  personal jsonb not null,
  previous_hash text not null,
  hash text not null,
  primary key (order_id, sequence)
);

-- The record only grows; of what is written, only personal data may be taken out.
create function refuse_to_rewrite_events() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) - 'personal' = to_jsonb(old) - 'personal' then
      return new;
    end if;
  end if;
  raise exception 'the record of a work order is append-only' using errcode = 'integrity_constraint_violation';
end
$$;
create trigger order_events_append_only before update or delete on order_events
  for each row execute function refuse_to_rewrite_events();
create trigger order_events_never_emptied before truncate on order_events
  for each statement execute function refuse_to_rewrite_events();

create table command_keys (
  key uuid primary key,
  order_id uuid not null references orders (id),
  actor text not null,
  handled_at timestamptz not null
);

create table reports (
  id uuid primary key,
  idempotency_key uuid not null unique,
  -- The number that the reporter was given; the report may move to another order.
  number text not null,
  order_id uuid not null references orders (id),
  joined boolean not null,
  source text not null,
  kind text not null,
  element_id text,
  site_id text,
  position jsonb,
  description text not null,
  language text not null,
  -- Name and number of the reporter: may be erased.
  personal jsonb not null,
  received_at timestamptz not null
);
create index reports_of_order on reports (order_id);

-- SHA-256 of the secrets of tracking links.
create table report_tokens (
  token_hash text primary key,
  report_id uuid not null references reports (id)
);

create table outbox (
  id uuid primary key,
  idempotency_key text not null unique,
  kind text not null,
  order_id uuid not null references orders (id),
  contact text not null,
  channel jsonb not null,
  message jsonb not null,
  -- From which the delivery of the fault's first message is measured; null for every other message.
  onset_at timestamptz,
  layer text,
  created_at timestamptz not null,
  attempts integer not null,
  next_attempt_at timestamptz not null,
  delivered_at timestamptz,
  receipt text,
  abandoned_at timestamptz,
  last_error text
);
create index outbox_pending on outbox (next_attempt_at) where delivered_at is null and abandoned_at is null;

create table due_steps (
  order_id uuid not null references orders (id),
  step text not null,
  due_at timestamptz not null,
  primary key (order_id, step)
);
create index due_steps_due on due_steps (due_at);
