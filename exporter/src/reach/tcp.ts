import type { AllowedNetworks } from '../allowedNetworks.ts';
import { resolveHost } from '../deviceAddress.ts';
import { connectTcp } from '../probe/connect.ts';
import { labels } from '../probe/exposition.ts';
import { ProbeFailure } from '../probe/failure.ts';
import { remainingMs, type Prober } from '../probe/prober.ts';

/** Whether all the ports that a device should have open take a connection; they are tried side by side, and nothing is sent. */
export function tcpProber(allowed: AllowedNetworks): Prober {
  return async (probe) => {
    const { address } = await resolveHost(probe.target.address.host, allowed, remainingMs(probe));
    const failures = await Promise.all(
      (probe.target.tcp?.ports ?? []).map(async (port) => {
        const labelled = labels({ port: String(port) });
        const started = performance.now();
        try {
          const socket = await connectTcp(address, port, remainingMs(probe));
          probe.exposition.add('reach_tcp_connect_seconds', (performance.now() - started) / 1000, labelled);
          probe.exposition.add('reach_tcp_open', 1, labelled);
          // A reset that comes while it is being closed says nothing any more.
          socket.on('error', () => undefined).destroy();
          return undefined;
        } catch (error) {
          if (!(error instanceof ProbeFailure)) throw error;
          probe.exposition.add('reach_tcp_open', 0, labelled);
          return new ProbeFailure(error.reason, `port ${port}: ${error.message}`);
        }
      }),
    );
    const failure = failures.find((found) => found !== undefined);
    if (failure) throw failure;
  };
}
