import { type Language, languages } from '@roundsman/contract/text.ts';
import type { Request, Response } from 'express';
import { readCookie } from '../adapters/http/sessionCookie.ts';
import type { User } from '../application/ticketing.ts';

const cookieName = 'lang';
const yearMs = 365 * 24 * 3600 * 1000;

const known = (value: unknown): Language | undefined => languages.find((language) => language === value);

/** In which language to answer: what was chosen by `?lang` (and is kept), the account's, the browser's, English. */
export function languageOf(request: Request, response: Response, user: User | null): Language {
  const chosen = known(request.query['lang']);
  if (chosen) response.cookie(cookieName, chosen, { maxAge: yearMs, sameSite: 'lax', path: '/' });
  const kept = known(readCookie(request, cookieName));
  return chosen ?? kept ?? user?.language ?? known(request.acceptsLanguages([...languages])) ?? 'en';
}
