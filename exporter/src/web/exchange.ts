import { request as requestPlain, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as requestOverTls } from 'node:https';
import { isIP } from 'node:net';
import { TLSSocket } from 'node:tls';
import { formatEndpoint } from '../deviceAddress.ts';
import { failureOf, ProbeFailure } from '../probe/failure.ts';

/** The web server of a device: what the inventory calls it, and the address that this stands for. */
export interface WebServer {
  scheme: 'http' | 'https';
  host: string;
  address: string;
  port: number;
}

export interface WebRequest {
  method: 'GET' | 'POST';
  /** Path and query. */
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** What a body may have; absent: it is not read. */
  maxBytes?: number;
  /** Absolute, in ms of `performance.now()`. */
  deadline: number;
}

export interface WebAnswer {
  status: number;
  headers: IncomingMessage['headersDistinct'];
  body: Buffer;
  /** When the request could be sent, and when its answer began: ms since 1970. */
  sentMs: number;
  answeredMs: number;
}

export const defaultWebPorts = { http: 80, https: 443 } as const;
const maxHeaderBytes = 16_384;

/**
 * One request to a device over a connection of its own, within a deadline that covers all of it. No redirect is followed, no
 * certificate refused: those of devices are mostly their own. @throws ProbeFailure
 */
export async function exchange(server: WebServer, asked: WebRequest): Promise<WebAnswer> {
  const leftMs = asked.deadline - performance.now();
  if (leftMs <= 0) throw new ProbeFailure('timeout', 'the deadline of the probe has passed');
  const request = requestTo(server, asked);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    request.destroy();
  }, leftMs);
  try {
    const { response, sentMs } = await answerTo(request, asked.body);
    const answeredMs = Date.now();
    const body = asked.maxBytes === undefined ? Buffer.alloc(0) : await bounded(response, asked.maxBytes);
    return { status: response.statusCode ?? 0, headers: response.headersDistinct, body, sentMs, answeredMs };
  } catch (error) {
    if (late) throw new ProbeFailure('timeout', 'no whole answer over HTTP within the deadline');
    throw error instanceof ProbeFailure ? error : failureOf(error as NodeJS.ErrnoException);
  } finally {
    clearTimeout(timer);
    request.destroy();
  }
}

function requestTo(
  { scheme, host, address, port }: WebServer,
  { method, path, headers, body }: WebRequest,
): ClientRequest {
  const options: RequestOptions & { rejectUnauthorized: boolean; servername: string } = {
    ...{ host: address, port, path, method, agent: false, maxHeaderSize: maxHeaderBytes },
    headers: {
      ...{ Host: formatEndpoint(host, port), 'User-Agent': 'roundsman', Connection: 'close', ...headers },
      ...(body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    },
    rejectUnauthorized: false,
    // A server name must not be an address (RFC 6066 section 3).
    servername: isIP(host) === 0 ? host : '',
  };
  return (scheme === 'https' ? requestOverTls : requestPlain)(options);
}

function answerTo(
  request: ClientRequest,
  body: string | undefined,
): Promise<{ response: IncomingMessage; sentMs: number }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ response: IncomingMessage; sentMs: number }>();
  let sentMs = Date.now();
  const connected = (): void => void (sentMs = Date.now());
  request.on('socket', (socket) => socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', connected));
  request.on('upgrade', (_response, socket) => {
    socket.destroy();
    reject(new ProbeFailure('protocol', 'the web server changes to another protocol'));
  });
  request.on('error', reject);
  request.on('response', (response) => resolve({ response, sentMs }));
  request.end(body);
  return promise;
}

async function bounded(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let octets = 0;
  for await (const part of response) {
    parts.push(part as Buffer);
    octets += (part as Buffer).length;
    if (octets > maxBytes) throw new ProbeFailure('protocol', `the answer over HTTP has more than ${maxBytes} octets`);
  }
  return Buffer.concat(parts);
}
