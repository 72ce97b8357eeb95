import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Request, RequestHandler } from 'express';
import { HttpProblem } from './httpProblem.ts';

const minute = 60_000;
const address = (request: Request): string => ipKeyGenerator(request.ip ?? '');

interface Limit {
  /** Requests in a minute. */
  limit: number;
  key?: (request: Request) => string;
  /** Count only what failed. */
  failuresOnly?: boolean;
}

const perMinute = ({ limit, key = address, failuresOnly = false }: Limit): RequestHandler =>
  rateLimit({
    windowMs: minute,
    limit,
    keyGenerator: key,
    skipSuccessfulRequests: failuresOnly,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    handler: (_request, _response, next) => {
      next(new HttpProblem('too_many_requests'));
    },
  });

const loginName = (request: Request): string => {
  const name: unknown = Reflect.get(Object(request.body), 'login');
  return typeof name === 'string' ? name.slice(0, 64).toLowerCase() : '';
};

export interface RateLimits {
  logIn: RequestHandler[];
  report: RequestHandler[];
  track: RequestHandler[];
}

/**
 * Brakes on what anybody may ask without an account, each per address and minute. Guessing passwords is braked per address
 * and login, and per address; never per login alone, since that would let a stranger lock a person out.
 */
export function rateLimits(): RateLimits {
  return {
    logIn: [
      perMinute({ limit: 60, failuresOnly: true }),
      perMinute({ limit: 10, key: (request) => `${address(request)} ${loginName(request)}`, failuresOnly: true }),
    ],
    report: [perMinute({ limit: 20 })],
    track: [perMinute({ limit: 120 })],
  };
}
