/** A message that would have gone to a person. */
export interface SunkMessage {
  at: string;
  /** E-mail addresses, or the path that was posted to. */
  to: string;
  text: string;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (found) => escapes[found] ?? found);
/** Links that go to this machine can be followed; others are text. */
const linked = (html: string): string =>
  html.replace(/https?:\/\/(?:127\.0\.0\.1|localhost)(?::\d+)?[^\s<>"&\\]*/g, (url) => `<a href="${url}">${url}</a>`);

const style = `
  body { font: 16px/1.5 system-ui, 'Noto Sans CJK SC', sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; color: #1c2733; background: #f4f6f8 }
  article { background: #fff; border: 1px solid #d4dbe2; border-radius: 8px; padding: .75rem 1rem; margin: 1rem 0 }
  header { display: flex; justify-content: space-between; gap: 1rem; color: #51606f; font-size: .875rem }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; margin: .5rem 0 0; font: inherit }`;

/** The last messages, the newest first; looks again every few seconds. */
export const messagePage = (messages: readonly SunkMessage[]): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="3">
<title>Messages 消息</title><style>${style}</style>
<h1>Messages that people would have received <span lang="zh">人员应收到的消息</span></h1>
${
  messages
    .map(
      ({ at, to, text }) =>
        `<article><header><strong>${escaped(to)}</strong><time>${escaped(at)}</time></header><pre>${linked(escaped(text))}</pre></article>`,
    )
    .join('\n') || '<p>None yet: inject a fault with <code>npm run fault</code>. <span lang="zh">暂无消息</span></p>'
}
</html>
`;
