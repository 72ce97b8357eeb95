import { errors, problem, type ErrorCode, type Problem } from '@roundsman/contract/errors.ts';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Rejection } from '../../application/ticketing.ts';

/** An error of the error table on its way to whoever asked; not a bug, and not logged as one. */
export class HttpProblem extends Error {
  override name = 'HttpProblem';
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly field: string | undefined;

  constructor(code: ErrorCode, about: { detail?: string; field?: string } = {}) {
    super(about.detail ?? errors[code].title.en);
    this.code = code;
    this.detail = about.detail;
    this.field = about.field;
  }
}

/** The refusal of a use case. */
export const rejectionProblem = (rejection: Rejection): HttpProblem => new HttpProblem(rejection.rejected, rejection);

const path = (issue: z.core.$ZodIssue): string =>
  [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].join('.');

const namedIssues = 5;

/** What zod found wrong, naming each field and what was expected there; never what was sent, which may be a secret. */
export function invalidRequest(error: z.ZodError, where: 'body' | 'query'): HttpProblem {
  const faults = error.issues.slice(0, namedIssues).map((issue) => `${path(issue) || where}: ${issue.message}`);
  const rest = error.issues.length - faults.length;
  const detail = faults.join('; ') + (rest > 0 ? `; and ${rest} more` : '');
  const [first] = error.issues;
  return new HttpProblem('invalid_request', { detail, field: (first && path(first)) || where });
}

/** The wire form, RFC 9457. */
export function problemBody(error: HttpProblem, requestId: string | undefined): Problem {
  const { status, title, remedy } = errors[error.code];
  return problem.parse({
    type: `urn:roundsman:error:${error.code}`,
    code: error.code,
    status,
    title,
    remedy,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(requestId === undefined ? {} : { requestId }),
  });
}

export function sendProblem(response: Response, error: HttpProblem, requestId: string | undefined): void {
  const body = problemBody(error, requestId);
  if (body.status === 401) response.set('WWW-Authenticate', 'Bearer realm="roundsman"');
  if (error.code === 'database_unavailable') response.set('Retry-After', '5');
  response
    .status(body.status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(body));
}
