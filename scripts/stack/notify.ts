import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** The key `notify` of the ticketing service's configuration, which checks it in full. */
export const notifySettings = z.looseObject({
  smtp: z.record(z.string(), z.unknown()).optional(),
  webhooks: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
export type NotifySettings = z.infer<typeof notifySettings>;

/** Reads how people are told; the files of secrets that it names are relative to it. @throws ZodError for another form. */
export function readNotifySettings(file: string): NotifySettings {
  const { smtp, webhooks, ...rest } = notifySettings.parse(parse(readFileSync(file, 'utf8')));
  const folder = path.dirname(path.resolve(file));
  const resolved = (entry: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(entry).map(([key, value]) => [
        key,
        key.endsWith('File') && typeof value === 'string' ? path.resolve(folder, value) : value,
      ]),
    );
  return {
    ...rest,
    ...(smtp ? { smtp: resolved(smtp) } : {}),
    ...(webhooks
      ? { webhooks: Object.fromEntries(Object.entries(webhooks).map(([name, entry]) => [name, resolved(entry)])) }
      : {}),
  };
}

/** Everything to the message sink: each endpoint that the inventory names, and mail. */
export const sinkSettings = (
  endpoints: readonly string[],
  sink: { url: string; mailPort: number },
): NotifySettings => ({
  smtp: { host: '127.0.0.1', port: sink.mailPort, secure: false, from: 'roundsman@example.org' },
  webhooks: Object.fromEntries(endpoints.map((name) => [name, { url: `${sink.url}/${name}` }])),
});
