import type { AllowedNetworks } from '../allowedNetworks.ts';
import { resolveHost } from '../deviceAddress.ts';
import { remainingMs, type Probe } from '../probe/prober.ts';
import { defaultWebPorts, type WebServer } from './exchange.ts';

/** The web server of a device at the host of its address. @throws ProbeFailure */
export async function webServerOf(
  probe: Probe,
  { scheme, port = defaultWebPorts[scheme] }: { scheme: 'http' | 'https'; port?: number | undefined },
  allowed: AllowedNetworks,
): Promise<WebServer> {
  const { host } = probe.target.address;
  const { address } = await resolveHost(host, allowed, remainingMs(probe));
  return { scheme, host, address, port };
}
