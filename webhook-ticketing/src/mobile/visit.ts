import type { Language, LocalizedText } from '@roundsman/contract/text.ts';
import type { Request, Response } from 'express';
import { refuseCrossSite } from '../adapters/http/crossSite.ts';
import { sameSecret } from '../adapters/http/bearerToken.ts';
import type { HttpDependencies } from '../adapters/http/httpDependencies.ts';
import { HttpProblem } from '../adapters/http/httpProblem.ts';
import { sessionCookie } from '../adapters/http/sessionCookie.ts';
import type { User } from '../application/ticketing.ts';
import { languageOf } from './language.ts';
import { calendarDate, clockTime, exactTime } from './times.ts';

/** One look at a page: by whom, in which language, when. */
export interface Visit {
  user: User | null;
  /** Goes into a hidden field of every form; empty for visitors, who have nothing that could be misused. */
  csrfToken: string;
  language: Language;
  /** Path of the page with its query, without `lang`. */
  path: string;
  now: Date;
  hotline: string;
  /** Picks the language. */
  say(text: LocalizedText): string;
  /** An instant in the installation's time zone. */
  time(instant: string): string;
  /** Its day alone: for what nobody knows to the minute. */
  date(instant: string): string;
  /** The same to the second, with the year: for what is argued about, perhaps long afterwards. */
  exactTime(instant: string, zone?: 'with zone'): string;
}

function pathOf(request: Request): string {
  const url = new URL(request.originalUrl, 'http://localhost');
  url.searchParams.delete('lang');
  return `${url.pathname}${url.search}`;
}

/** Who comes with which request. Never throws for a missing or ended session: then it is a visitor. */
export async function visitOf(dependencies: HttpDependencies, request: Request, response: Response): Promise<Visit> {
  const token = sessionCookie(dependencies.publicUrl).read(request);
  const session = token === null ? null : await dependencies.accounts.session(token);
  const user = session?.user ?? null;
  return visitBy(dependencies, request, response, user, session?.csrfToken ?? '');
}

/** The same without asking for the session: for pages that must work while the database is away. */
export function visitBy(
  { hotline, timeZone, now }: HttpDependencies,
  request: Request,
  response: Response,
  user: User | null = null,
  csrfToken = '',
): Visit {
  const language = languageOf(request, response, user);
  const moment = now();
  return {
    user,
    csrfToken,
    language,
    path: pathOf(request),
    now: moment,
    hotline,
    say: (text) => text[language],
    time: (instant) => clockTime(instant, moment, timeZone, language),
    date: (instant) => calendarDate(instant, timeZone, language),
    exactTime: (instant, zone) => exactTime(instant, timeZone, language, zone),
  };
}

/** The fields of a posted form, as texts. Throws unless it was sent from a page of ours, of this session. */
export function formOf(request: Request, visit: Visit): Record<string, string> {
  refuseCrossSite(request);
  const given = Object.entries(Object(request.body) as Record<string, unknown>).filter(
    (field): field is [string, string] => typeof field[1] === 'string' && field[1].trim() !== '',
  );
  const fields = new Map(given);
  if (visit.user && !sameSecret(fields.get('csrfToken') ?? '', visit.csrfToken)) {
    throw new HttpProblem('csrf_token_wrong', { field: 'csrfToken' });
  }
  fields.delete('csrfToken');
  return Object.fromEntries(fields);
}
