import type { Language, LocalizedText } from '@roundsman/contract/text.ts';
import type { PreviewSession } from './sessions.ts';

export type Theme = 'light' | 'dark';

const escape = (text: string) => text.replace(/[&<>"']/g, (char) => `&#${char.codePointAt(0)};`);

const words = {
  en: {
    title: 'Roundsman · preview of the Grafana panels',
    login: 'Login',
    password: 'Password',
    enter: 'Log in',
    other: '中文',
    about: 'Log in with your account of the ticketing service.',
  },
  zh: {
    title: 'Roundsman · Grafana 面板预览',
    login: '账号',
    password: '密码',
    enter: '登录',
    other: 'English',
    about: '请使用工单系统账号登录。',
  },
} as const;

/** The login form; works without scripts. */
export function loginPage(language: Language, theme: Theme, failure?: { title: LocalizedText; remedy: LocalizedText }) {
  const say = words[language];
  const otherLanguage = language === 'zh' ? 'en-US' : 'zh-Hans';
  const alert = failure
    ? `<p class="alert" role="alert"><strong>${escape(failure.title[language])}</strong> ${escape(failure.remedy[language])}</p>`
    : '';
  return `<!doctype html>
<html lang="${language}" data-theme="${theme}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(say.title)}</title>
<link rel="icon" href="/public/plugins/roundsman-app/img/logo.svg"><link rel="stylesheet" href="/public/preview/login.css">
<main>
  <img src="/public/plugins/roundsman-app/img/logo.svg" alt="" width="48" height="48">
  <h1>Roundsman</h1>
  <p>${escape(say.about)}</p>
  ${alert}
  <form method="post" action="/login?theme=${theme}&amp;lang=${language === 'zh' ? 'zh-Hans' : 'en-US'}">
    <label>${escape(say.login)}<input name="login" autocomplete="username" maxlength="64" required autofocus></label>
    <label>${escape(say.password)}<input name="password" type="password" autocomplete="current-password" maxlength="256" required></label>
    <button>${escape(say.enter)}</button>
  </form>
  <a href="/?theme=${theme}&amp;lang=${otherLanguage}" hreflang="${otherLanguage}">${escape(say.other)}</a>
</main>
</html>`;
}

/** What Grafana puts into its index page for the scripts; `boot.ts` reads it. */
export function previewPage(
  session: PreviewSession,
  language: Language,
  theme: Theme,
  grafana: string,
  settings: object,
) {
  const boot = {
    grafana,
    theme,
    language: language === 'zh' ? 'zh-Hans' : 'en-US',
    login: session.user.login,
    orgRole: session.user.role,
    datasource: settings,
  };
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(words[language].title)}</title>
<base href="/">
<link rel="icon" href="/public/plugins/roundsman-app/img/logo.svg"><link rel="stylesheet" href="/public/preview/main.css">
<script type="application/json" id="boot">${JSON.stringify(boot).replaceAll('<', '\\u003c')}</script>
<body style="margin:0"><div id="root"></div>
<script type="module" src="/public/preview/main.js"></script>
</html>`;
}
