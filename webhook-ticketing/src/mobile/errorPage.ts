import { errors } from '@roundsman/contract/errors.ts';
import type { HttpProblem } from '../adapters/http/httpProblem.ts';
import { html, type Html } from './html.ts';
import type { Page } from './layout.ts';
import type { Visit } from './visit.ts';

const words = {
  back: { en: 'Go back', zh: '返回' },
  request: { en: 'Request id', zh: '请求编号' },
  again: { en: 'Try again', zh: '重试' },
};

/** A form that could not be taken now: where it was going, and all that it said. */
export interface Unsent {
  action: string;
  fields: readonly (readonly [string, string])[];
}

/** Posts the same again, with the same key, so that what was typed is not lost and nothing is done twice. */
const sendAgain = ({ action, fields }: Unsent, label: string): Html =>
  html`<form method="post" action="${action}">
    ${fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button type="submit" class="main">${label}</button>
  </form>`;

/** What could not be shown or done, and what to do about it. */
export function errorPage(visit: Visit, problem: HttpProblem, requestId?: string, unsent?: Unsent | null): Page {
  const { say } = visit;
  const { status, title, remedy } = errors[problem.code];
  const passing = problem.code === 'database_unavailable' || problem.code === 'internal';
  return {
    title: say(title),
    status,
    body: html`<div class="narrow">
      <div role="alert">
        <h1>${say(title)}</h1>
        <p>${say(remedy)}</p>
      </div>
      ${problem.detail && html`<p class="faint">${problem.detail}</p>`}
      ${status >= 500 && requestId && html`<p class="faint">${say(words.request)} <code>${requestId}</code></p>`}
      ${
        passing && unsent
          ? sendAgain(unsent, say(words.again))
          : html`<a class="button quiet" href="${passing ? visit.path : '/'}"
              >${say(passing ? words.again : words.back)}</a
            >`
      }
    </div>`,
  };
}
