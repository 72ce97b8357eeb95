create table accounts (
  id uuid primary key,
  login text not null unique,
  role text not null,
  contact text,
  language text not null,
  -- scrypt parameters, salt and key, see adapters/accounts/passwordHash.ts
  password_hash text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table sessions (
  token_hash text primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  csrf_token text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index sessions_expiry on sessions (expires_at);
