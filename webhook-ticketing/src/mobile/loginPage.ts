import type { HttpProblem } from '../adapters/http/httpProblem.ts';
import { html } from './html.ts';
import { textInput } from './form.ts';
import type { Page } from './layout.ts';
import { problemNotice } from './notice.ts';
import type { Visit } from './visit.ts';

const words = {
  title: { en: 'Log in', zh: '登录' },
  lead: { en: 'For engineers, operators and police users.', zh: '供外业工程师、值班调度和民警使用。' },
  login: { en: 'Login', zh: '账号' },
  password: { en: 'Password', zh: '密码' },
  citizen: { en: 'You only want to report a fault? No login is needed.', zh: '只想报修故障？无需登录。' },
  report: { en: 'Report a fault', zh: '故障报修' },
};

/** `next`: where to go afterwards, a path of ours. */
export function loginPage(visit: Visit, next: string, problem?: HttpProblem, login = ''): Page {
  const { say } = visit;
  const attributes = (autocomplete: string) =>
    html`autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false"`;
  return {
    title: say(words.title),
    ...(problem && { status: problem.code === 'wrong_credentials' ? 401 : 400 }),
    body: html`<section class="narrow">
      <h1>${say(words.title)}</h1>
      <p class="lead">${say(words.lead)}</p>
      ${problem && problemNotice(visit, problem)}
      <form method="post" action="/login">
        <input type="hidden" name="next" value="${next}" />
        ${textInput('login', {
          name: 'login',
          label: say(words.login),
          value: login,
          required: true,
          maxLength: 64,
          extra: attributes('username'),
        })}
        ${textInput('login', {
          name: 'password',
          label: say(words.password),
          type: 'password',
          required: true,
          maxLength: 256,
          extra: attributes('current-password'),
        })}
        <button type="submit" class="main">${say(words.title)}</button>
      </form>
      <p class="after">${say(words.citizen)} <a href="/report">${say(words.report)}</a></p>
    </section>`,
  };
}
