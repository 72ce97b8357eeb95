import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { durationMilliseconds, scaleDuration } from './duration.ts';

export interface PrometheusPlaces {
  /** host:port of each server. */
  exporter: string;
  ticketing: string;
  prometheus: string;
  alertmanager: string;
  /** Glob of the rule files. */
  rules: string;
  metricsTokenFile: string;
  timeScale: number;
}

const authorization = z.strictObject({ type: z.literal('Bearer').optional(), credentials_file: z.string() });
const scrape = z.looseObject({
  job_name: z.string(),
  scrape_interval: z.string().optional(),
  scrape_timeout: z.string().optional(),
  authorization: authorization.optional(),
  http_sd_configs: z.array(z.looseObject({ url: z.url(), refresh_interval: z.string(), authorization })).optional(),
  static_configs: z.array(z.looseObject({ targets: z.array(z.string()) })).optional(),
  relabel_configs: z.array(z.looseObject({ target_label: z.string(), replacement: z.string().optional() })).optional(),
});
const provisioned = z.looseObject({
  global: z.looseObject({ scrape_interval: z.string(), scrape_timeout: z.string(), evaluation_interval: z.string() }),
  scrape_configs: z.array(scrape),
});

/**
 * The provisioned configuration, which names the containers of docker-compose.yml, for servers on this machine: other
 * addresses and files, plain HTTP on loopback, every interval scaled. @throws ZodError where the provisioned file changed its form.
 */
export function prometheusConfig(provisionedText: string, places: PrometheusPlaces): string {
  const { global, scrape_configs, ...rest } = provisioned.parse(parse(provisionedText, { merge: true }));
  const scaled = (duration: string): string => scaleDuration(duration, places.timeScale);
  const token = { credentials_file: places.metricsTokenFile };
  const placeOf = { snmp: places.exporter, reach: places.exporter, stream: places.exporter, ...places };
  const jobs = scrape_configs.map(({ scheme: _scheme, tls_config: _tls, ...job }) => ({
    ...job,
    ...(job.scrape_interval ? { scrape_interval: scaled(job.scrape_interval) } : {}),
    scrape_timeout: timeoutWithin(
      job.scrape_timeout ?? global.scrape_timeout,
      job.scrape_interval ?? global.scrape_interval,
    ),
    ...(job.authorization ? { authorization: token } : {}),
    ...(job.http_sd_configs ? { http_sd_configs: job.http_sd_configs.map(localDiscovery) } : {}),
    ...(job.static_configs ? { static_configs: [{ targets: [addressOf(job.job_name)] }] } : {}),
    ...(job.relabel_configs
      ? {
          relabel_configs: job.relabel_configs.map((rule) =>
            rule.replacement ? { ...rule, replacement: places.exporter } : rule,
          ),
        }
      : {}),
  }));
  return stringify(
    {
      ...rest,
      global: {
        ...global,
        scrape_interval: scaled(global.scrape_interval),
        scrape_timeout: timeoutWithin(global.scrape_timeout, global.scrape_interval),
        evaluation_interval: scaled(global.evaluation_interval),
      },
      rule_files: [places.rules],
      alerting: { alertmanagers: [{ static_configs: [{ targets: [places.alertmanager] }] }] },
      scrape_configs: jobs,
    },
    { aliasDuplicateObjects: false },
  );

  function localDiscovery(discovery: { url: string; refresh_interval: string }): object {
    const { pathname, search } = new URL(discovery.url);
    return {
      ...discovery,
      url: `http://${places.exporter}${pathname}${search}`,
      refresh_interval: scaled(discovery.refresh_interval),
      authorization: { ...token, type: 'Bearer' },
    };
  }

  function addressOf(job: string): string {
    const address = Object.entries(placeOf).find(([name]) => name === job)?.[1];
    if (typeof address !== 'string') throw new Error(`the provisioned job "${job}" is none that the stack starts`);
    return address;
  }

  /** A device takes as long as it takes: the timeout shrinks only as far as Prometheus demands, to the scrape interval. */
  function timeoutWithin(timeout: string, interval: string): string {
    const most = scaled(interval);
    return durationMilliseconds(timeout) > durationMilliseconds(most) ? most : timeout;
  }
}
