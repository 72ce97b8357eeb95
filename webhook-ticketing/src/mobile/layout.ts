import type { Response } from 'express';
import { html, type Html, type Part } from './html.ts';
import type { Visit } from './visit.ts';

const words = {
  product: { en: 'Roundsman', zh: '巡检工' },
  skip: { en: 'Skip to content', zh: '跳到正文' },
  orders: { en: 'Orders', zh: '工单' },
  works: { en: 'Planned works', zh: '计划检修' },
  report: { en: 'Report a fault', zh: '故障报修' },
  logIn: { en: 'Staff login', zh: '员工登录' },
  logOut: { en: 'Log out', zh: '退出' },
  hotline: { en: 'Hotline', zh: '服务热线' },
  other: { en: '中文', zh: 'English' },
};

export interface Page {
  title: string;
  body: Part;
  /** Stays at the lower edge, in reach of the thumb. */
  bar?: Part;
  status?: number;
}

function languageLink({ path, language, say }: Visit): Html {
  const other = language === 'en' ? 'zh' : 'en';
  const href = `${path}${path.includes('?') ? '&' : '?'}lang=${other}`;
  return html`<a class="quiet" href="${href}" hreflang="${other}" lang="${other}">${say(words.other)}</a>`;
}

function navigation(visit: Visit): Html {
  const { user, say } = visit;
  const item = (href: string, text: string) =>
    html`<a href="${href}" ${visit.path.startsWith(href) ? html`aria-current="page"` : ''}>${text}</a>`;
  const account = user
    ? html`<form method="post" action="/logout">
        <input type="hidden" name="csrfToken" value="${visit.csrfToken}" />
        <button class="quiet" type="submit">${say(words.logOut)}</button>
      </form>`
    : visit.path.startsWith('/login')
      ? null
      : html`<a class="quiet" href="/login">${say(words.logIn)}</a>`;
  return html`<footer class="foot">
    <nav>
      ${user && user.role !== 'police' && item('/field', say(words.orders))}
      ${user && user.role !== 'police' && item('/field/maintenance', say(words.works))}
      ${item('/report', say(words.report))}
    </nav>
    <p>${say(words.hotline)} <a href="tel:${visit.hotline.replaceAll(/[^+0-9]/g, '')}">${visit.hotline}</a></p>
    <div class="account">${user && html`<span>${user.login}</span>`} ${account}</div>
  </footer>`;
}

/** The frame of every page. */
export function layout(visit: Visit, { title, body, bar }: Page): Html {
  const { language, say, user } = visit;
  return html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#0b3d5c" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0b1a24" />
        <meta name="robots" content="noindex" />
        <title>${title} · ${say(words.product)}</title>
        <link rel="stylesheet" href="/assets/mobile.css" />
        <link rel="manifest" href="/manifest.webmanifest" />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/assets/icon-192.png" />
        <script src="/assets/page.js" defer></script>
      </head>
      <body ${bar ? html`class="with-bar"` : ''}>
        <a class="skip" href="#content">${say(words.skip)}</a>
        <header class="top">
          <a class="brand" href="${user && user.role !== 'police' ? '/field' : '/report'}"
            ><img src="/assets/icon.svg" alt="" width="28" height="28" />${say(words.product)}</a
          >
          ${languageLink(visit)}
        </header>
        <main id="content">${body}</main>
        ${bar ? html`<div class="bar">${bar}</div>` : ''} ${navigation(visit)}
      </body>
    </html>`;
}

/** Sends a page; nothing of it is kept by anybody on the way. */
export function sendPage(response: Response, visit: Visit, page: Page): void {
  response
    .status(page.status ?? 200)
    .set({ 'Cache-Control': 'private, no-store', 'Content-Language': visit.language, Vary: 'Accept-Language, Cookie' })
    .type('html')
    .send(layout(visit, page).markup);
}
