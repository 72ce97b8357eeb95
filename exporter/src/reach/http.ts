import { request as requestPlain, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { HttpAsking } from '@roundsman/contract/inventory/asking.ts';
import type { AllowedNetworks } from '../allowedNetworks.ts';
import { formatEndpoint, resolveHost } from '../deviceAddress.ts';
import { labels } from '../probe/exposition.ts';
import { failureOf, ProbeFailure } from '../probe/failure.ts';
import { remainingMs, type Probe, type Prober } from '../probe/prober.ts';

const defaultPorts = { http: 80, https: 443 } as const;
const maxBodyBytes = 65_536;
const maxHeaderBytes = 16_384;
const serverErrors = 500;

/**
 * Whether the web server of a device answers a GET: any status below 500 will do, also one that asks for a login or leads
 * elsewhere, so no credentials are sent and no redirect is followed. Certificates of devices are mostly their own: none is
 * refused, and the date on which it expires is told.
 */
export function httpProber(allowed: AllowedNetworks): Prober {
  return async (probe) => {
    const asking = probe.target.http ?? { scheme: 'http', path: '/' };
    const { host } = probe.target.address;
    const { address } = await resolveHost(host, allowed, remainingMs(probe));
    const aborted = new AbortController();
    const timer = setTimeout(() => aborted.abort(), remainingMs(probe));
    try {
      const status = await get(probe, asking, { host, address }, aborted.signal);
      if (status >= serverErrors) throw new ProbeFailure('protocol', `the web server answers with status ${status}`);
    } catch (error) {
      if (aborted.signal.aborted) throw new ProbeFailure('timeout', 'no whole answer over HTTP within the deadline');
      throw error;
    } finally {
      clearTimeout(timer);
      aborted.abort();
    }
  };
}

/** The status, with everything else in the exposition. @throws ProbeFailure */
async function get(
  { exposition, note }: Probe,
  { scheme, port = defaultPorts[scheme], path }: HttpAsking,
  { host, address }: { host: string; address: string },
  signal: AbortSignal,
): Promise<number> {
  let since = performance.now();
  const phase = (name: string): void => {
    const seconds = (performance.now() - since) / 1000;
    exposition.add('reach_http_phase_seconds', seconds, labels({ phase: name }));
    note(`HTTP ${name}: ${(seconds * 1000).toFixed(1)} ms`);
    since = performance.now();
  };
  const options: RequestOptions & { rejectUnauthorized: boolean; servername?: string } = {
    host: address,
    port,
    path,
    agent: false,
    signal,
    maxHeaderSize: maxHeaderBytes,
    headers: { Host: formatEndpoint(host, port), 'User-Agent': 'roundsman', Accept: '*/*', Connection: 'close' },
    rejectUnauthorized: false,
    // A server name must not be an address (RFC 6066 section 3).
    servername: isIP(host) === 0 ? host : '',
  };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = (scheme === 'https' ? requestOverTls : requestPlain)(options);
    request.on('socket', (socket) =>
      socket.once(scheme === 'https' ? 'secureConnect' : 'connect', () => {
        phase('connect');
        if (socket instanceof TLSSocket) addCertificateExpiry(exposition, socket);
      }),
    );
    request.on('upgrade', (_response, socket) => {
      socket.destroy();
      reject(new ProbeFailure('protocol', 'the web server changes to another protocol'));
    });
    request.on('error', (error) => reject(failureOf(error)));
    request.on('response', resolve);
    request.end();
  });
  phase('first_byte');
  const status = response.statusCode ?? 0;
  exposition.add('reach_http_status', status);
  exposition.add('reach_http_body_bytes', await readBody(response));
  phase('body');
  return status;
}

function addCertificateExpiry(exposition: Probe['exposition'], socket: TLSSocket): void {
  const expires = Date.parse(socket.getPeerCertificate().valid_to);
  if (!Number.isNaN(expires)) exposition.add('reach_http_certificate_expiry_timestamp_seconds', expires / 1000);
}

/** Octets of a body, which are thrown away; a longer one than the limit is cut. @throws ProbeFailure */
async function readBody(response: IncomingMessage): Promise<number> {
  let octets = 0;
  try {
    for await (const chunk of response) {
      octets += (chunk as Buffer).length;
      if (octets >= maxBodyBytes) return maxBodyBytes;
    }
    return octets;
  } catch (error) {
    throw failureOf(error as NodeJS.ErrnoException);
  }
}
