import { errors } from '@roundsman/contract/errors.ts';
import type { HttpProblem } from '../adapters/http/httpProblem.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';
import type { Visit } from './visit.ts';

const words = {
  back: { en: 'Go back', zh: '返回' },
  request: { en: 'Request id', zh: '请求编号' },
  again: { en: 'Try again', zh: '重试' },
};

/** What could not be shown or done, and what to do about it. */
export function errorPage(visit: Visit, problem: HttpProblem, requestId: string | undefined): Page {
  const { say } = visit;
  const { status, title, remedy } = errors[problem.code];
  const again = problem.code === 'database_unavailable' || problem.code === 'internal';
  return {
    title: say(title),
    status,
    body: html`<div class="narrow" role="alert">
      <h1>${say(title)}</h1>
      ${problem.detail && html`<p>${problem.detail}</p>`}
      <p>${say(remedy)}</p>
      ${status >= 500 && requestId && html`<p class="faint">${say(words.request)} <code>${requestId}</code></p>`}
      <a class="button quiet" href="${again ? visit.path : '/'}">${say(again ? words.again : words.back)}</a>
    </div>`,
  };
}
