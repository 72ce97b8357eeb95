import { timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';

/** Lets through who sends the token; without a token, everybody. */
export function requireBearer(token: string | undefined): RequestHandler {
  if (token === undefined) return (_request, _response, next) => next();
  const expected = Buffer.from(`Bearer ${token}`);
  return (request, response, next) => {
    const given = Buffer.from(request.get('authorization') ?? '');
    if (given.length === expected.length && timingSafeEqual(given, expected)) return next();
    response
      .status(401)
      .set('WWW-Authenticate', 'Bearer realm="roundsman exporter"')
      .type('text/plain')
      .send('send the token of metricsTokenFile as "Authorization: Bearer ..."\n');
  };
}
