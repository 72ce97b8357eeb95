import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { scaleDuration } from './duration.ts';

export interface AlertmanagerPlaces {
  ticketingUrl: string;
  webhookTokenFile: string;
  /** Where faults of the platform itself go. */
  onCallUrl: string;
  timeScale: number;
}

const provisioned = z.looseObject({
  route: z.looseObject({ group_wait: z.string(), group_interval: z.string() }),
  receivers: z.array(
    z.looseObject({ name: z.string(), webhook_configs: z.array(z.looseObject({ url: z.url() })).optional() }),
  ),
});

/** The provisioned configuration for servers on this machine. @throws ZodError where the provisioned file changed its form. */
export function alertmanagerConfig(provisionedText: string, places: AlertmanagerPlaces): string {
  const { route, receivers, ...rest } = provisioned.parse(parse(provisionedText));
  const local = {
    ticketing: {
      url: `${places.ticketingUrl}/api/v1/alerts`,
      http_config: { authorization: { credentials_file: places.webhookTokenFile } },
    },
    'on-call': { url: places.onCallUrl },
  };
  return stringify({
    ...rest,
    route: {
      ...route,
      group_wait: scaleDuration(route.group_wait, places.timeScale),
      group_interval: scaleDuration(route.group_interval, places.timeScale),
    },
    receivers: receivers.map((receiver) => {
      const place = Object.entries(local).find(([name]) => name === receiver.name)?.[1];
      if (!receiver.webhook_configs) return receiver;
      if (!place) throw new Error(`the provisioned receiver "${receiver.name}" is none that the stack knows`);
      return { ...receiver, webhook_configs: receiver.webhook_configs.map((webhook) => ({ ...webhook, ...place })) };
    }),
  });
}
