import { BarGaugeDisplayMode, StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DashboardCursorSync,
  MappingType,
  PanelBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  type Dashboard,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { colors, figure, green, lines } from './panels.ts';
import { diagnosisAccuracy, now, overTime, partyAccuracy, prometheus, slaReport } from './queries.ts';

const cameras = 'device_kind="camera",district_id=~"$district"';
/** A zero that is known: the service is up and counts none. Where it is down there is no figure at all. */
const orKnownZero = (expr: string) => `${expr} or 0 * max(up{job="ticketing"} == 1)`;

const figures = [
  figure(
    'Cameras online 在线摄像机',
    now(`avg(probe_success{job="reach",${cameras}})`),
    'percentunit',
    colors('red', [0.95, 'orange'], [0.98, 'green']),
  ).description('Cameras that answer, of all that are probed. 应答的摄像机占全部被探测摄像机的比例。'),
  figure(
    'Video arriving 视频正常率',
    now(`avg(probe_success{job="stream",${cameras}})`),
    'percentunit',
    colors('red', [0.95, 'orange'], [0.98, 'green']),
  ).description('Cameras whose video arrives, of all that are probed. 有视频数据的摄像机比例。'),
  figure(
    'Cabinets on battery 电池供电机柜',
    now('sum(power_source{source="battery",district_id=~"$district"})'),
    'short',
    green([1, 'orange'], [5, 'red']),
  ),
  figure('Open work orders 未完成工单', now(orKnownZero('sum(roundsman_work_orders)')), 'short', colors('blue')),
  figure(
    'Clocks overdue 已超时计时',
    now(orKnownZero('sum(roundsman_sla_clocks_running{overdue="true"})')),
    'short',
    green([1, 'red']),
  ),
  figure(
    'Fault to message, p99 故障到通知 p99',
    now('histogram_quantile(0.99, sum by (le) (increase(roundsman_fault_to_notify_seconds_bucket[$__range])))'),
    's',
    green([60, 'orange'], [120, 'red']),
  ).description(
    'From the onset of a fault to its message with the responsible person; the contract allows 120 s. 从故障发生到责任人收到通知，合同要求 120 秒以内。',
  ),
];

const workOrders = new PanelBuilder()
  .type('roundsman-workorders-panel')
  .title('Work orders 工单')
  .options({ everySeconds: 5 });

const onlineByDistrict = lines(
  'Cameras online by district 各区在线率',
  'percentunit',
  overTime(`avg by (district_id) (probe_success{job="reach",${cameras}})`, '{{district_id}}'),
).max(1);

const ordersByState = lines(
  'Open work orders by state 各状态工单数',
  'short',
  overTime('sum by (state) (roundsman_work_orders)', '{{state}}'),
)
  .min(0)
  .decimals(0)
  .fillOpacity(40)
  .stacking(new StackingConfigBuilder().mode(StackingMode.Normal));

const notifyLatency = lines(
  'Fault to message 故障到通知',
  's',
  overTime(
    'histogram_quantile(0.5, sum by (le, layer) (rate(roundsman_fault_to_notify_seconds_bucket[$__rate_interval])))',
    'p50 {{layer}}',
    'A',
  ),
  overTime(
    'histogram_quantile(0.99, sum by (le, layer) (rate(roundsman_fault_to_notify_seconds_bucket[$__rate_interval])))',
    'p99 {{layer}}',
    'B',
  ),
).min(0);

const freshVerdicts = 'on (device_id) time() - picture_judged_timestamp_seconds < 900';
const picturesIntact = lines(
  'Pictures intact by district 各区图像完好率',
  'percentunit',
  overTime(
    `avg by (district_id) (1 - max by (device_id, district_id) (picture_fault{${cameras}} and ${freshVerdicts}))`,
    '{{district_id}}',
  ),
)
  .max(1)
  .description(
    'Cameras without a fault in their picture, of all that were judged in the last 15 minutes. 近 15 分钟内判定的摄像机中画面无故障的比例。',
  );

const pictureFaults = lines(
  'Faults of pictures 画面故障',
  'short',
  overTime(`sum by (fault) (picture_fault{${cameras}} and ${freshVerdicts}) > 0`, '{{fault}}'),
)
  .min(0)
  .decimals(0);

const sla = new TableBuilder()
  .title('SLA compliance SLA 达标率')
  .description(
    'Orders opened in the time range, replayed from their records, by party and clock. 所选时段内建单的工单，按责任单位与时限统计。',
  )
  .withTarget(slaReport)
  .noValue('–')
  .overrideByName('complianceRatio', [
    { id: 'custom.cellOptions', value: { type: 'gauge', mode: BarGaugeDisplayMode.Basic } },
    { id: 'thresholds', value: colors('red', [0.9, 'orange'], [0.95, 'green']).build() },
  ]);

const accuracy = new TableBuilder()
  .title('Diagnosed against found 诊断与现场原因对照')
  .description(
    'Closed orders that were opened in the time range: the class named at dispatch (rows) against what was found on site (columns). ✓ right; in brackets and grey: fewer than 5 orders. For managers, operators and admins. 所选时段内建单且已关闭的工单：行为派单时的诊断，列为现场发现的原因。✓ 为一致；括号灰色为不足 5 单。仅主管、值班调度和管理员可见。',
  )
  .withTarget(diagnosisAccuracy)
  .noValue('–')
  .overrideByFieldType('string', [{ id: 'custom.cellOptions', value: { type: 'color-text' } }]);

const responsibility = new TableBuilder()
  .title('Held responsible against found 责任判定与现场对照')
  .description(
    'The same orders by party: how often the verdict at dispatch pointed to it, how often wrongly, and of the orders whose cause was found to be its own, in how many it was named. Orders in which nothing was found are in neither. For managers, operators and admins. 同一批工单按责任单位：派单时判为其责任的单数与判错单数；现场确属其责任的工单中判出的比例。未发现原因的工单不计入。仅主管、值班调度和管理员可见。',
  )
  .withTarget(partyAccuracy)
  .noValue('–')
  .overrideByName('right', [
    { id: 'custom.cellOptions', value: { type: 'gauge', mode: BarGaugeDisplayMode.Basic } },
    { id: 'thresholds', value: colors('red', [0.9, 'orange'], [0.95, 'green']).build() },
  ]);

const alerts = new TableBuilder()
  .title('Firing alerts 当前告警')
  .withTarget(
    now(
      'count by (alertname, severity, district_id, site_id) (ALERTS{alertstate="firing",alertname!="Watchdog"})',
    ).format(PromQueryFormat.Table),
  )
  .noValue('–')
  .withTransformation({
    id: 'organize',
    options: {
      excludeByName: { Time: true },
      renameByName: {
        alertname: 'Alert 告警',
        severity: 'Severity 级别',
        district_id: 'District 区',
        site_id: 'Site 点位',
        Value: 'Devices 设备数',
      },
    },
  });

const platform = figure(
  'Parts of the platform 平台组件',
  now('min by (job) (up{job!~"snmp|reach|stream|topology|management"})').legendFormat('{{job}}'),
  'short',
  colors('red', [1, 'green']),
).mappings([
  {
    type: MappingType.ValueToText,
    options: { '0': { text: 'down 中断', index: 0 }, '1': { text: 'up 正常', index: 1 } },
  },
]);

const district = new QueryVariableBuilder('district')
  .label('District 区')
  .datasource(prometheus)
  .query('label_values(probe_success, district_id)')
  .refresh(VariableRefresh.OnTimeRangeChanged)
  .multi(true)
  .includeAll(true)
  .allValue('.*');

/** Places panels in rows of Grafana's grid of 24 columns, each row of one height, and numbers them. */
function place(
  builder: DashboardBuilder,
  rows: Array<{ height: number; panels: Array<{ build: Builder<Panel>['build'] }> }>,
) {
  let y = 0;
  let id = 1;
  for (const { height: h, panels } of rows) {
    const w = 24 / panels.length;
    panels.forEach((panel, index) => {
      const built: Panel = { ...panel.build(), id: id++, gridPos: { x: index * w, y, w, h } };
      builder.withPanel({ build: () => built });
    });
    y += h;
  }
  return builder;
}

/** The overview that an operator has on the wall: is the city seen, what is broken, who has it, do the figures hold. */
export function overview(): Dashboard {
  const builder = new DashboardBuilder('Video surveillance overview 视频监控运行总览')
    .uid('roundsman-overview')
    .tags(['roundsman'])
    .time({ from: 'now-24h', to: 'now' })
    .timezone('browser')
    .refresh('10s')
    .tooltip(DashboardCursorSync.Crosshair)
    .readonly()
    .withVariable(district);
  return place(builder, [
    { height: 4, panels: figures },
    { height: 14, panels: [workOrders] },
    { height: 9, panels: [onlineByDistrict, ordersByState] },
    { height: 9, panels: [picturesIntact, pictureFaults] },
    { height: 9, panels: [sla, notifyLatency] },
    { height: 10, panels: [accuracy] },
    { height: 7, panels: [responsibility] },
    { height: 9, panels: [alerts, platform] },
  ]).build();
}
