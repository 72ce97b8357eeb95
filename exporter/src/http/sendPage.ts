import type { Response } from 'express';
import { html } from './html.ts';

const style = `
  :root { color-scheme: light dark; --line: #d8dee4; --failed: #b3261e; }
  @media (prefers-color-scheme: dark) { :root { --line: #3a4149; --failed: #ff8a80; } }
  body { font: 14px/1.5 system-ui, sans-serif; margin: clamp(0.75rem, 3vw, 2rem); }
  input { max-width: 100%; box-sizing: border-box; }
  .wide { overflow-x: auto; }
  table { border-collapse: collapse; }
  th, td { text-align: left; vertical-align: top; padding: 0.2rem 1rem 0.2rem 0; border-bottom: 1px solid var(--line); }
  th, time, td:first-child { white-space: nowrap; }
  code { font-size: 12px; white-space: nowrap; }
  .photos { display: flex; flex-wrap: wrap; gap: 1rem; margin-bottom: 1rem; }
  figure { margin: 0; max-width: 20rem; }
  figcaption { margin-top: 0.35rem; }
  img { width: 100%; height: auto; display: block; background: var(--line); }
  .spark { vertical-align: middle; max-width: none; }
  .spark line { stroke: var(--failed); stroke-dasharray: 3 3; opacity: 0.6; }
  .spark polyline { fill: none; stroke: currentColor; stroke-width: 1.2; }
  .failed { color: var(--failed); font-weight: 600; }
`;

/** A page of the exporter for a person, on any screen. `body` is HTML; it runs no script and loads nothing but pictures from here. */
export function sendPage(response: Response, title: string, body: string): void {
  response
    .set(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'",
    )
    .type('text/html')
    .send(
      `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n` +
        `<title>${html(title)}</title>\n<style>${style}</style>\n<h1>${html(title)}</h1>\n${body}\n</html>\n`,
    );
}

/** A table that scrolls by itself where the screen is narrow. `rows` are HTML. */
export const wideTable = (headings: readonly string[], rows: readonly string[]): string =>
  `<div class="wide"><table>\n<tr>${headings.map((heading) => `<th>${html(heading)}</th>`).join('')}</tr>\n${rows.join('\n')}\n</table></div>`;
