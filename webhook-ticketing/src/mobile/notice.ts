import { errors } from '@roundsman/contract/errors.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { HttpProblem } from '../adapters/http/httpProblem.ts';
import { html, type Html, type Part } from './html.ts';
import type { Visit } from './visit.ts';

/** A box that is read out at once. `bad`: something failed; `good`: it was done; `warn`: take note. */
export const notice = (tone: 'good' | 'bad' | 'warn', title: string, body?: Part): Html =>
  html`<div class="notice ${tone}" role="${tone === 'bad' ? 'alert' : 'status'}">
    <strong>${title}</strong>${body ? html`<div>${body}</div>` : ''}
  </div>`;

/** An entry of the error table in words: what happened, and what to do; `plainly` says it for people who read no field names. */
export function problemNotice(visit: Visit, problem: HttpProblem, plainly?: LocalizedText): Html {
  const { title, remedy } = errors[problem.code];
  return notice('bad', visit.say(title), [
    html`<p>${visit.say(plainly ?? remedy)}</p>`,
    !plainly && problem.detail && html`<p class="faint">${problem.detail}</p>`,
  ]);
}
