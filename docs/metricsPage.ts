import {
  exporterMetrics,
  probeMetrics,
  targetLabels,
  ticketingMetrics,
  type Metric,
} from '@roundsman/contract/catalogue.ts';

const table = (metrics: Record<string, Metric>): string =>
  [
    '| metric | type | labels | meaning |',
    '|---|---|---|---|',
    ...Object.entries(metrics).map(
      ([name, { type, labels = [], help }]) =>
        `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(' ')} | ${help} |`,
    ),
  ].join('\n');

/** The page of all metrics, written from the catalogue so that it cannot drift from it. */
export const metricsPage = (): string => `# Metrics

Written from \`contract/src/catalogue.ts\` by \`node docs/writeCli.ts\`. Base units; unknown is absent, never an invented zero.

## Of a device (\`/probe\`)

Prometheus adds ${targetLabels.map((label) => `\`${label}\``).join(', ')}.

${table(probeMetrics)}

## Of the exporter (\`/metrics\`)

${table(exporterMetrics)}

## Of the ticketing service (\`/metrics\`)

${table(ticketingMetrics)}
`;
