import type { RequestHandler } from 'express';
import type { Journal, JournalEntry } from '../traps/journal.ts';
import type { NotificationOutcome } from '../traps/outcome.ts';
import { html } from './html.ts';

/** `/traps[?device=ID][&format=json]`: the last notifications, the newest first, and the names that nothing is known of. */
export function trapsRoute(journal: Journal | undefined): RequestHandler {
  return (request, response) => {
    if (!journal) {
      response.status(404).type('text/plain').send('no traps are received; traps.listen says where 未配置接收 traps\n');
      return;
    }
    const { device, format } = request.query;
    const all = journal.entries();
    const entries = typeof device === 'string' && device !== '' ? all.filter((each) => each.device === device) : all;
    const unknown = journal.unknown();
    if (format === 'json') {
      response.json({ notifications: entries, unknown });
      return;
    }
    response
      .set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
      .type('text/html')
      .send(page(entries, unknown, typeof device === 'string' ? device : ''));
  };
}

const outcomes: Readonly<Record<NotificationOutcome, string>> = {
  taken: 'taken 已采纳',
  unknown: 'unknown 未知',
  repeated: 'repeated 重复',
  discovery: 'discovery 引擎发现',
  stranger: 'stranger 陌生来源',
  rate_limited: 'rate limited 超速',
  oversized: 'oversized 过大',
  malformed: 'malformed 格式错误',
  unauthorised: 'wrong credentials 凭据不符',
  ambiguous: 'several devices fit 无法确定设备',
  untimely: 'old or replayed 过期或重放',
};

const page = (entries: readonly JournalEntry[], unknown: ReturnType<Journal['unknown']>, device: string): string =>
  `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Traps and informs 陷阱与通知</title>
<style>
  body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; color: #1b1f24; }
  table { border-collapse: collapse; margin-bottom: 2rem; }
  th, td { text-align: left; vertical-align: top; padding: 0.2rem 1rem 0.2rem 0; border-bottom: 1px solid #d8dee4; }
  code { font-size: 12px; overflow-wrap: anywhere; }
</style>
<h1>Traps and informs 陷阱与通知</h1>
<p><a href="./">Devices 设备</a> · <a href="traps?format=json">JSON</a></p>
<form><label>Device 设备 <input name="device" value="${html(device)}"></label></form>
<h2>Unknown notifications 未知通知</h2>
${
  unknown.length === 0
    ? '<p>None so far. 暂无。</p>'
    : `<table>
<tr><th>OID</th><th>How often 次数</th></tr>
${unknown.map(({ oid, count }) => `<tr><td><code>${html(oid)}</code></td><td>${count}</td></tr>`).join('\n')}
</table>`
}
<h2>The last ${entries.length} 最近 ${entries.length} 条</h2>
<table>
<tr><th>At 时间</th><th>From 来源</th><th>Device 设备</th><th>Version 版本</th><th>What 内容</th><th>Outcome 结果</th><th>Objects 对象</th></tr>
${entries.map(row).join('\n')}
</table>
</html>
`;

const row = ({ at, source, device, version, oid, notification, outcome, objects }: JournalEntry): string =>
  `<tr><td>${at.toISOString()}</td><td>${html(source)}</td><td>${html(device ?? '')}</td><td>${html(version)}</td>` +
  `<td>${html(notification ?? '')} <code>${html(oid ?? '')}</code></td><td>${outcomes[outcome]}</td>` +
  `<td>${objects.map(({ oid: name, value }) => `<code>${html(name)} = ${html(value)}</code>`).join('<br>')}</td></tr>`;
