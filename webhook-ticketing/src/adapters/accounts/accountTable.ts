import { randomUUID } from 'node:crypto';
import { languages, type Language } from '@roundsman/contract/text.ts';
import { userRoles, type UserRole } from '@roundsman/contract/vocabulary.ts';
import { z } from 'zod';
import type { Sql } from '../db/database.ts';

export interface Account {
  id: string;
  login: string;
  role: UserRole;
  contact: string | null;
  language: Language;
  passwordHash: string;
}

const accountRow = z
  .object({
    id: z.string(),
    login: z.string(),
    role: z.enum(userRoles),
    contact: z.string().nullable(),
    language: z.enum(languages),
    password_hash: z.string(),
  })
  .transform(({ password_hash: passwordHash, ...row }): Account => ({ ...row, passwordHash }));
const sessionRow = z
  .object({
    id: z.string(),
    login: z.string(),
    role: z.enum(userRoles),
    contact: z.string().nullable(),
    language: z.enum(languages),
    password_hash: z.string(),
    csrf_token: z.string(),
  })
  .transform(({ password_hash: passwordHash, csrf_token: csrfToken, ...row }) => ({
    account: { ...row, passwordHash },
    csrfToken,
  }));
const columns = 'accounts.id, login, role, contact, language, password_hash';

export interface AccountTable {
  byLogin(login: string): Promise<Account | null>;
  /** False where the login is taken. */
  add(account: Omit<Account, 'id'>, now: Date): Promise<boolean>;
  /** Makes the account, or gives an existing one these properties; its sessions end. */
  put(account: Omit<Account, 'id'>, now: Date): Promise<void>;
  addSession(session: {
    tokenHash: string;
    accountId: string;
    csrfToken: string;
    now: Date;
    expiresAt: Date;
  }): Promise<void>;
  session(tokenHash: string, now: Date): Promise<{ account: Account; csrfToken: string } | null>;
  endSession(tokenHash: string): Promise<void>;
  endExpired(now: Date): Promise<void>;
}

/** Accounts and sessions in PostgreSQL. Of a session's token only the SHA-256 is kept. */
export const accountTable = (sql: Sql): AccountTable => ({
  byLogin: (login) => sql.row(accountRow, `select ${columns} from accounts where login = $1`, [login]),
  add: async (account, now) =>
    (await sql.run(
      `insert into accounts (id, login, role, contact, language, password_hash, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict (login) do nothing`,
      [randomUUID(), account.login, account.role, account.contact, account.language, account.passwordHash, now],
    )) === 1,
  put: async (account, now) => {
    await sql.run(
      `with kept as (
         insert into accounts (id, login, role, contact, language, password_hash, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $7)
         on conflict (login) do update set role = excluded.role, contact = excluded.contact, language = excluded.language,
           password_hash = excluded.password_hash, updated_at = excluded.updated_at
         returning id)
       delete from sessions where account_id in (select id from kept)`,
      [randomUUID(), account.login, account.role, account.contact, account.language, account.passwordHash, now],
    );
  },
  addSession: async ({ tokenHash, accountId, csrfToken, now, expiresAt }) => {
    await sql.run(
      'insert into sessions (token_hash, account_id, csrf_token, created_at, expires_at) values ($1, $2, $3, $4, $5)',
      [tokenHash, accountId, csrfToken, now, expiresAt],
    );
  },
  session: (tokenHash, now) =>
    sql.row(
      sessionRow,
      `select ${columns}, csrf_token from sessions join accounts on accounts.id = account_id
       where token_hash = $1 and expires_at > $2`,
      [tokenHash, now],
    ),
  endSession: async (tokenHash) => {
    await sql.run('delete from sessions where token_hash = $1', [tokenHash]);
  },
  endExpired: async (now) => {
    await sql.run('delete from sessions where expires_at <= $1', [now]);
  },
});
