import type { Request } from 'express';
import { HttpProblem } from './httpProblem.ts';

/**
 * Refuses a form that another site made the browser send. Browsers name the origin of every POST; where both headers are
 * missing it is no browser, and carries no cookie against its owner's will.
 */
export function refuseCrossSite(request: Request): void {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
    throw new HttpProblem('csrf_token_wrong', { detail: 'the form was sent from another site' });
  }
  const origin = request.get('origin');
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== request.get('host')) {
    throw new HttpProblem('csrf_token_wrong', { detail: 'the form was sent from another site' });
  }
}
