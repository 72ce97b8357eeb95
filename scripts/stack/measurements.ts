import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const deadline = 45_000;
const reply = z.object({ data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }) });

/** Waits until Prometheus reads both our services, and a first device through the exporter. @throws Error after 45 s. */
export async function waitForMeasurements(prometheusUrl: string): Promise<void> {
  const query = new URLSearchParams({
    query: 'count(up{job=~"exporter|ticketing"} == 1) and on () count(up{job=~"snmp|reach|stream"} == 1)',
  });
  const until = Date.now() + deadline;
  for (;;) {
    const response = await fetch(`${prometheusUrl}/api/v1/query?${query}`, { signal: AbortSignal.timeout(5000) });
    const read = reply.parse(await response.json()).data.result[0]?.value[1];
    if (read === '2') return;
    if (Date.now() > until) {
      throw new Error(
        `Prometheus does not read exporter, ticketing and a device after ${deadline / 1000} s: look at ${prometheusUrl}/targets`,
      );
    }
    await pause(200);
  }
}
