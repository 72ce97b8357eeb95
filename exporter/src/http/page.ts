import { groupOfModule, probeGroups } from '@roundsman/contract/vocabulary.ts';
import type { ProbeRunner } from '../probe/runner.ts';
import type { Target, Targets } from '../targets.ts';
import { html } from './html.ts';

const maxRows = 1000;

/** The targets with their last results, for a person. No address, no credentials: who may scrape need not know them. */
export function targetsPage(targets: Targets, runner: ProbeRunner, contains: string): string {
  const all = [...targets.values()].filter(({ id, siteId }) => id.includes(contains) || siteId.includes(contains));
  const rows = all.slice(0, maxRows).map((target) => row(target, runner));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Roundsman exporter 探测器</title>
<style>
  body { font: 14px/1.5 system-ui, sans-serif; margin: 2rem; color: #1b1f24; }
  table { border-collapse: collapse; }
  th, td { text-align: left; padding: 0.2rem 1rem 0.2rem 0; border-bottom: 1px solid #d8dee4; }
  .failed { color: #b3261e; font-weight: 600; }
</style>
<h1>Roundsman exporter 探测器</h1>
<p><a href="metrics">/metrics</a> · <a href="sd?module=snmp">/sd</a> · <a href="traps">/traps</a> · <a href="healthz">/healthz</a></p>
<form><label>Device or site 设备或点位 <input name="contains" value="${html(contains)}"></label></form>
<p>${Math.min(all.length, maxRows)} of ${all.length} devices 台设备</p>
<table>
<tr><th>Device 设备</th><th>Kind 类型</th><th>Site 点位</th><th>Modules 模块</th><th>Last result 最近结果</th><th>Took 耗时</th><th>At 时间</th></tr>
${rows.join('\n')}
</table>
</html>
`;
}

function row({ id, kind, siteId, modules }: Target, runner: ProbeRunner): string {
  return probeGroups
    .map((group) => ({ group, read: modules.filter((module) => groupOfModule[module] === group) }))
    .filter(({ read }) => read.length > 0)
    .map(({ group, read }) => {
      const last = runner.last(id, group);
      const link = `probe?target=${encodeURIComponent(id)}&module=${group}&debug=true`;
      const result = last
        ? `<td class="${last.success ? 'good' : 'failed'}">${html(last.outcome)}</td>` +
          `<td>${Math.round(last.durationSeconds * 1000)} ms</td><td>${last.finished.toISOString()}</td>`
        : '<td>not yet 尚无</td><td></td><td></td>';
      return `<tr><td>${html(id)}</td><td>${kind}</td><td>${html(siteId)}</td><td><a href="${html(link)}">${read.join(', ')}</a></td>${result}</tr>`;
    })
    .join('\n');
}
