import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { cameraLogin } from './exporterUnderTest.ts';

export interface PageServer {
  port: number;
  /** Authorization headers that came. */
  logins: string[];
  close: () => void;
}

/** A web server of a device that answers whatever a test says; with `login` only to who logs in by digest, with `tls` over https. */
export async function startPageServer(
  page: (request: IncomingMessage, response: ServerResponse) => void,
  { login = false, tls }: { login?: boolean; tls?: { key: Buffer; cert: Buffer } | undefined } = {},
): Promise<PageServer> {
  const logins: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const given = request.headers.authorization;
    if (given !== undefined) logins.push(given);
    if (!login || (given !== undefined && isRight(given, request.url ?? ''))) page(request, response);
    else response.writeHead(401, { 'WWW-Authenticate': 'Digest realm="recorder", nonce="n", qop="auth"' }).end();
  };
  const server = tls ? createTlsServer(tls, answer) : createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    logins,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export const json =
  (value: unknown) =>
  (_request: IncomingMessage, response: ServerResponse): void =>
    void response.setHeader('Content-Type', 'application/json').end(JSON.stringify(value));

function isRight(given: string, path: string): boolean {
  const hash = (text: string): string => createHash('md5').update(text).digest('hex');
  const field = (name: string): string => new RegExp(`\\b${name}="?([^",]*)`).exec(given)?.[1] ?? '';
  const who = hash(`${cameraLogin.username}:recorder:${cameraLogin.password}`);
  return field('response') === hash(`${who}:n:${field('nc')}:${field('cnonce')}:auth:${hash(`GET:${path}`)}`);
}
