import type { AllowedNetworks } from '../allowedNetworks.ts';
import { formatEndpoint, resolveHost } from '../deviceAddress.ts';
import { labels } from '../probe/exposition.ts';
import { remainingMs, type Prober } from '../probe/prober.ts';
import { RtspConnection } from '../rtsp/connection.ts';
import { defaultRtspPorts } from '../rtsp/session.ts';

/** Whether a camera answers RTSP at all: any status will do, so no credentials are needed and no session is made. */
export function reachProber(allowed: AllowedNetworks): Prober {
  return async (probe) => {
    const { scheme = 'rtsp' } = probe.target.video ?? {};
    const { host, port = defaultRtspPorts[scheme] } = probe.target.address;
    const { address } = await resolveHost(host, allowed, remainingMs(probe));
    // Nothing secret is said, so any certificate will do.
    const tls = scheme === 'rtsps' ? { host, authorities: undefined, anyCertificate: true } : undefined;
    const phase = async <T>(name: string, step: Promise<T>): Promise<T> => {
      const started = performance.now();
      const result = await step;
      const seconds = (performance.now() - started) / 1000;
      probe.exposition.add('rtsp_phase_duration_seconds', seconds, labels({ phase: name }));
      probe.note(`${name}: ${(seconds * 1000).toFixed(1)} ms`);
      return result;
    };
    const connection = await phase('connect', RtspConnection.open(address, port, remainingMs(probe), tls));
    try {
      const url = `${scheme}://${formatEndpoint(host, port)}/`;
      const answer = await phase('options', connection.request('OPTIONS', url, {}, remainingMs(probe)));
      probe.exposition.add('rtsp_response_status', answer.status);
    } finally {
      connection.close();
    }
  };
}
