import { z } from 'zod';
import { manners } from '../manners.ts';
import { shownCamera, shownFault, shownKind, type ShownKind } from './shapes.ts';

const refusal = z.object({ error: z.string() });

/** Speaks with the control interface of a running simulator. Every call throws Error with the simulator's own words. */
export function controlClient(url: string) {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(new URL(path, url), {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      signal: AbortSignal.timeout(5000),
    }).catch((error: unknown) => {
      throw new Error(`no simulator answers at ${url}; is it running?`, { cause: error });
    });
    if (response.status === 204) return undefined;
    const answer: unknown = await response.json();
    if (response.ok) return answer;
    throw new Error(refusal.safeParse(answer).data?.error ?? `the simulator answered ${response.status}`);
  };
  return {
    kinds: async (): Promise<ShownKind[]> => z.array(shownKind).parse(await call('GET', '/faults')),
    active: async () => z.array(shownFault).parse(await call('GET', '/faults/active')),
    /** `since`: ISO 8601, where it began before now. */
    inject: async (kind: string, target: string, since?: string) =>
      shownFault.parse(await call('POST', '/faults', { kind, target, since })),
    manners: async () => z.record(z.string(), manners).parse(await call('GET', '/manners')),
    setManners: async (device: string, given: Readonly<Record<string, unknown>>) =>
      manners.parse(await call('PUT', `/manners/${encodeURIComponent(device)}`, given)),
    mend: async (device: string): Promise<void> =>
      void (await call('DELETE', `/manners/${encodeURIComponent(device)}`)),
    cameras: async () => z.array(shownCamera).parse(await call('GET', '/cameras')),
    clear: async (id: string): Promise<void> => void (await call('DELETE', `/faults/${encodeURIComponent(id)}`)),
  };
}
