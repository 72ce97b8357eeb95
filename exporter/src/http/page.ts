import { groupOfModule, probeGroups } from '@roundsman/contract/vocabulary.ts';
import type { ProbeRunner } from '../probe/runner.ts';
import type { Target, Targets } from '../targets.ts';
import { html } from './html.ts';
import { wideTable } from './sendPage.ts';

const maxRows = 1000;

/** The targets with their last results, as the body of a page. No address, no credentials: who may scrape need not know them. */
export function targetsPage(targets: Targets, runner: ProbeRunner, contains: string): string {
  const all = [...targets.values()].filter(({ id, siteId }) => id.includes(contains) || siteId.includes(contains));
  const rows = all.slice(0, maxRows).map((target) => row(target, runner));
  return `<p><a href="metrics">/metrics</a> · <a href="sd?module=snmp">/sd</a> · <a href="traps">/traps</a> · <a href="discover?format=text">/discover</a> · <a href="healthz">/healthz</a></p>
<form><label>Device or site 设备或点位 <input name="contains" value="${html(contains)}"></label></form>
<p>${Math.min(all.length, maxRows)} of ${all.length} devices 台设备</p>
${wideTable(headings, rows)}`;
}

const headings = [
  'Device 设备',
  'Kind 类型',
  'Site 点位',
  'Modules 模块',
  'Last result 最近结果',
  'Took 耗时',
  'At 时间',
];

function row({ id, kind, siteId, modules }: Target, runner: ProbeRunner): string {
  return probeGroups
    .map((group) => ({ group, read: modules.filter((module) => groupOfModule[module] === group) }))
    .filter(({ read }) => read.length > 0)
    .map(({ group, read }) => {
      const last = runner.last(id, group);
      const link = `probe?target=${encodeURIComponent(id)}&module=${group}&debug=true`;
      const result = last
        ? `<td class="${last.success ? 'good' : 'failed'}">${html(last.outcome)}</td>` +
          `<td>${Math.round(last.durationSeconds * 1000)} ms</td><td><time>${last.finished.toISOString()}</time></td>`
        : '<td>not yet 尚无</td><td></td><td></td>';
      const name = group === 'rtsp' ? `<a href="camera/${encodeURIComponent(id)}">${html(id)}</a>` : html(id);
      return `<tr><td>${name}</td><td>${kind}</td><td>${html(siteId)}</td><td><a href="${html(link)}">${read.join(', ')}</a></td>${result}</tr>`;
    })
    .join('\n');
}
