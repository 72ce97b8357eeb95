-- What a UPS gave at full charge when its battery was first known: kept longer than measurements are.
create table battery_baselines (
  element_id text primary key,
  runtime_seconds double precision not null check (runtime_seconds > 0),
  -- Day since the epoch (UTC) from which on this battery was known.
  since_day integer not null
);
