import type { AllowedNetworks } from '../allowedNetworks.ts';
import { ProbeFailure } from '../probe/failure.ts';
import { remainingMs, type Prober } from '../probe/prober.ts';
import { exchange } from '../web/exchange.ts';
import { webServerOf } from '../web/server.ts';
import { emitClock } from './emitClock.ts';
import { measureOffset, type ClockReading } from './offset.ts';

/**
 * The clock of a device by the header Date of its web server (RFC 9110 section 6.6.1), whatever the status: also a refusal is
 * dated, so no credentials are sent.
 */
export function httpClockProber(allowed: AllowedNetworks): Prober {
  return async (probe) => {
    const { http = { scheme: 'http', path: '/' }, managed } = probe.target;
    const server = await webServerOf(probe, http, allowed);
    const read = async (): Promise<ClockReading> => {
      const request = { method: 'GET', path: http.path, deadline: probe.deadline } as const;
      const { headers, sentMs, answeredMs } = await exchange(server, request);
      const deviceMs = Date.parse(headers['date']?.[0] ?? '');
      if (Number.isNaN(deviceMs)) throw new ProbeFailure('protocol', 'the web server tells no date');
      return { sentMs, answeredMs, deviceMs, stepMs: 1000 };
    };
    const until = performance.now() + remainingMs(probe) * 0.9;
    emitClock(probe, 'http', await measureOffset(read, { limitSeconds: managed.clockLimitSeconds, until }));
  };
}
