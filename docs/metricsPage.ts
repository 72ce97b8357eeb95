import {
  amissMetrics,
  exporterMetrics,
  probeMetrics,
  targetLabels,
  ticketingMetrics,
  type Metric,
} from '@roundsman/contract/catalogue.ts';
import { objectsOf } from '../exporter/src/modules/deviceModule.ts';
import { deviceModules } from '../exporter/src/modules/registry.ts';
import { sourcedModules } from '../exporter/src/power/modules.ts';
import { notificationRules } from '../exporter/src/traps/rules.ts';
import { confirmations, confirmedBy, sourcesOf, unitOf } from './metricSources.ts';

const table = (metrics: Record<string, Metric>): string =>
  [
    '| metric | type | unit | labels | meaning |',
    '|---|---|---|---|---|',
    ...Object.entries(metrics).map(([name, metric]) => `| ${cells(name, metric).join(' | ')} |`),
  ].join('\n');

/** The same with where a device's figures come from. */
const tableWithSources = (metrics: Record<string, Metric>): string =>
  [
    '| metric | type | unit | labels | meaning | source object (read by) | confirmed by |',
    '|---|---|---|---|---|---|---|',
    ...Object.entries(metrics).map(
      ([name, metric]) => `| ${[...cells(name, metric), sourcesOf(name), confirmedBy(name)].join(' | ')} |`,
    ),
  ].join('\n');

const cells = (name: string, { type, labels = [], help }: Metric): string[] => [
  `\`${name}\``,
  type,
  unitOf(name),
  labels.map((label) => `\`${label}\``).join(' '),
  help,
];

const modulesTable = (): string =>
  [
    '| module | reads | 内容 | MIBs or documents | confirmed by |',
    '|---|---|---|---|---|',
    ...deviceModules.map((module) => {
      const mibs = [...new Set(objectsOf(module).map(({ mib }) => mib))].join(', ');
      return `| \`${module.name}\` | ${module.title.en} | ${module.title.zh} | ${mibs} | ${confirmations[module.confirmed]} |`;
    }),
    ...sourcedModules.map(
      ({ name, title, documents, confirmed }) =>
        `| \`${name}\` | ${title.en} | ${title.zh} | ${documents.join(', ')} | ${confirmations[confirmed]} |`,
    ),
  ].join('\n');

const notificationsTable = (): string =>
  [
    '| notification | means | 含义 | MIB object | OID | tells | confirmed |',
    '|---|---|---|---|---|---|---|',
    ...notificationRules.map(({ oid, mib, object, title, notifications, confirmed }) => {
      const told =
        notifications.length > 6
          ? `${notifications.slice(0, 3).map(code).join(', ')} … (${notifications.length})`
          : notifications.map(code).join(', ');
      const by = confirmed === 'simulated' ? "our simulator or net-snmp's tools" : 'nothing yet';
      return `| ${object} | ${title.en} | ${title.zh} | ${mib} | ${oid} | ${told} | ${by} |`;
    }),
  ].join('\n');
const code = (name: string): string => `\`${name}\``;

/** The page of all metrics, written from the catalogue so that it cannot drift from it. */
export const metricsPage = (): string => `# Metrics

Written from \`contract/src/catalogue.ts\` by \`node docs/writeCli.ts\`. Base units; unknown is absent, never an invented zero.

## Of a device (\`/probe\`)

Prometheus adds ${targetLabels.map((label) => `\`${label}\``).join(', ')}.

Where a metric has a source, it is what a device says of itself; the others are measured by the exporter itself. "Confirmed by" names the
modules that have read it right from a real agent or server; *nothing yet* means that only what we wrote by hand after the MIB or document, or our
simulator, has spoken it so far.

${tableWithSources(probeMetrics)}

What is amiss is told a second time, and only while it is: rules that look for it cost by what is broken and not by what there is.

${table(amissMetrics(probeMetrics))}

## Device modules

An inventory names them in \`modules:\`. The objects of those that ask over SNMP are in \`provisioning/snmp/snmp.yml\`, for \`/snmp\` and for snmp_exporter.

${modulesTable()}

## Notifications

Traps and informs that are understood: *tells* is the label \`notification\` of \`device_notification_timestamp_seconds\`, and of
\`device_notification_active\` where it is a condition that is raised and cleared. [traps.md](traps.md) says how they are received.

${notificationsTable()}

## Of the exporter (\`/metrics\`)

${table(exporterMetrics)}

## Of the ticketing service (\`/metrics\`)

${table(ticketingMetrics)}
`;
