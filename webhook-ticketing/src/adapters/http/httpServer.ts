import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { isIPv4 } from 'node:net';

export interface Listening {
  host: string;
  port: number;
  /** Certificate chain and key, PEM; null only on loopback. */
  tls: { cert: string; key: string } | null;
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));

const limits = {
  /** Headers must be there in 10 s, a whole request in 30 s: a slow sender cannot hold a connection. */
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  connectionsCheckingInterval: 5_000,
};

/** Listens, with TLS wherever others than this machine can ask. Rejects when the port is taken. */
export function listen(app: RequestListener, { host, port, tls }: Listening): Promise<Server> {
  if (!tls && !isLoopback(host)) {
    throw new Error(`plain HTTP is for loopback only: give a certificate, or listen on 127.0.0.1 instead of ${host}`);
  }
  const server = tls
    ? createHttpsServer({ ...limits, ...tls, minVersion: 'TLSv1.2' }, app)
    : createHttpServer(limits, app);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve(server);
    });
  });
}
