import { z } from 'zod';
import { identifier } from './inventory/schema.ts';
import { userRoles } from './vocabulary.ts';

export const login = z.strictObject({ login: z.string().min(1).max(64), password: z.string().min(1).max(256) });

/** Who is logged in. `csrfToken` goes into the header `X-CSRF-Token` of every request that changes something by cookie. */
export const session = z.strictObject({
  login: z.string(),
  role: z.enum(userRoles),
  /** The contact of the inventory that this account is; engineers have one. */
  contact: identifier.nullable(),
  party: identifier.nullable(),
  language: z.enum(['en', 'zh']),
  csrfToken: z.string(),
});
export type Session = z.infer<typeof session>;
