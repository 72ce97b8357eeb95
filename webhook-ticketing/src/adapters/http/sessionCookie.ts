import type { CookieOptions, Request, Response } from 'express';

/** Value of one cookie of the request, RFC 6265; undefined without it. */
export function readCookie(request: Request, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}

export interface SessionCookie {
  read(request: Request): string | null;
  set(response: Response, token: string): void;
  clear(response: Response): void;
}

/** The service decides when a session ends; the cookie only has to outlive it on a phone that is restarted. */
const cookieLifetimeMs = 30 * 24 * 3600 * 1000;
const tokenPattern = /^[A-Za-z0-9_-]{16,128}$/;

/** Under https the `__Host-` prefix ties the cookie to this host and to TLS; on loopback without TLS browsers would refuse it. */
export function sessionCookie(publicUrl: URL): SessionCookie {
  const secure = publicUrl.protocol === 'https:';
  const name = secure ? '__Host-roundsman' : 'roundsman';
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', path: '/', secure };
  return {
    read: (request) => {
      const token = readCookie(request, name);
      return token !== undefined && tokenPattern.test(token) ? token : null;
    },
    set: (response, token) => {
      response.cookie(name, token, { ...options, maxAge: cookieLifetimeMs });
    },
    clear: (response) => {
      response.clearCookie(name, options);
    },
  };
}
