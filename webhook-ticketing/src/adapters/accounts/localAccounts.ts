import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../application/clock.ts';
import type { CurrentCity } from '../../application/city.ts';
import type { Accounts, User } from '../../application/ticketing.ts';
import type { Account, AccountTable } from './accountTable.ts';
import { nobodysHash, passwordFits } from './passwordHash.ts';

/** A shift and a little. */
const sessionHours = 12;

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Accounts of the service's own. Who is logged in is looked up each time: a changed role counts at once. */
export function localAccounts(table: AccountTable, city: CurrentCity, clock: Clock): Accounts {
  const userOf = ({ id, login, role, contact, language }: Account): User => {
    const party = city().inventory.parties.find(({ contacts }) => contacts.some((each) => each.id === contact));
    return { id, login, role, contact, party: party?.id ?? null, language };
  };
  return {
    logIn: async (login, password) => {
      const account = await table.byLogin(login);
      const fits = await passwordFits(password, account?.passwordHash ?? (await nobodysHash));
      if (!account || !fits) return null;
      const now = clock.now();
      const sessionToken = randomBytes(32).toString('base64url');
      const csrfToken = randomBytes(24).toString('base64url');
      const expiresAt = new Date(now.getTime() + sessionHours * 3_600_000);
      await table.endExpired(now);
      await table.addSession({ tokenHash: digest(sessionToken), accountId: account.id, csrfToken, now, expiresAt });
      return { user: userOf(account), sessionToken, csrfToken };
    },
    session: async (sessionToken) => {
      const found = await table.session(digest(sessionToken), clock.now());
      return found && { user: userOf(found.account), csrfToken: found.csrfToken };
    },
    logOut: (sessionToken) => table.endSession(digest(sessionToken)),
    byLogin: async (login) => {
      const account = await table.byLogin(login);
      return account && userOf(account);
    },
  };
}
