import { gettableAlerts } from '@roundsman/contract/alertmanager.ts';
import { z } from 'zod';
import type { AlertSource } from '../../application/alertSource.ts';

const timeoutMs = 10_000;
const status = z.looseObject({ uptime: z.iso.datetime({ offset: true }) });

/** Alertmanager's API v2. Anything but a whole, well-formed answer is an error: nothing is concluded from a partial one. */
export function alertmanagerSource(baseUrl: string): AlertSource {
  const base = `${baseUrl.replace(/\/$/, '')}/`;
  const read = async <T extends z.ZodType>(path: string, shape: T): Promise<z.infer<T>> => {
    const response = await fetch(new URL(path, base), { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`Alertmanager answered ${response.status} to ${path}`);
    }
    return shape.parse(await response.json());
  };
  return {
    list: async () => {
      const { uptime } = await read('api/v2/status', status);
      const filter = new URLSearchParams({ filter: 'symptom=~".+"' });
      return {
        alerts: await read(`api/v2/alerts?${filter.toString()}`, gettableAlerts),
        runningSince: new Date(uptime),
      };
    },
  };
}
