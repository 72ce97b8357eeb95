import type { z } from 'zod';
import type { login } from '@roundsman/contract/session.ts';
import type { Accounts, User } from '../../application/ticketing.ts';
import { HttpProblem } from './httpProblem.ts';

export interface LoggedIn {
  user: User;
  sessionToken: string;
  csrfToken: string;
}

/** Throws `wrong_credentials`, which does not say whether the login or the password is wrong. */
export async function logIn(accounts: Accounts, { login: name, password }: z.infer<typeof login>): Promise<LoggedIn> {
  const session = await accounts.logIn(name, password);
  if (!session) throw new HttpProblem('wrong_credentials');
  return session;
}
