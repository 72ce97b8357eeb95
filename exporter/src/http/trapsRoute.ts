import type { RequestHandler } from 'express';
import type { Journal, JournalEntry } from '../traps/journal.ts';
import type { NotificationOutcome } from '../traps/outcome.ts';
import { html } from './html.ts';
import { sendPage, wideTable } from './sendPage.ts';

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
    sendPage(
      response,
      'Traps and informs 陷阱与通知',
      page(entries, unknown, typeof device === 'string' ? device : ''),
    );
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
  `<p><a href="./">Devices 设备</a> · <a href="traps?format=json">JSON</a></p>
<form><label>Device 设备 <input name="device" value="${html(device)}"></label></form>
<h2>Unknown notifications 未知通知</h2>
${
  unknown.length === 0
    ? '<p>None so far. 暂无。</p>'
    : wideTable(
        ['OID', 'How often 次数'],
        unknown.map(({ oid, count }) => `<tr><td><code>${html(oid)}</code></td><td>${count}</td></tr>`),
      )
}
<h2>The last ${entries.length} 最近 ${entries.length} 条</h2>
${wideTable(headings, entries.map(row))}`;

const headings = ['At 时间', 'From 来源', 'Device 设备', 'Version 版本', 'What 内容', 'Outcome 结果', 'Objects 对象'];

const row = ({ at, source, device, version, oid, notification, outcome, objects }: JournalEntry): string =>
  `<tr><td><time>${at.toISOString()}</time></td><td>${html(source)}</td><td>${html(device ?? '')}</td><td>${html(version)}</td>` +
  `<td>${html(notification ?? '')} <code>${html(oid ?? '')}</code></td><td>${outcomes[outcome]}</td>` +
  `<td>${objects.map(({ oid: name, value }) => `<code>${html(name)} = ${html(value)}</code>`).join('<br>')}</td></tr>`;
