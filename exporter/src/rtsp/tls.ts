import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { ProbeFailure } from '../probe/failure.ts';

/** How far the certificate of a camera is believed. */
export interface TlsTerms {
  /** Name or numeric address that it must be for. */
  host: string;
  /** Certificates in PEM of who may sign it; undefined: those that Node trusts. */
  authorities: string | undefined;
  /** Any certificate will do, also one of the camera's own: the connection is then safe from who listens, not from who steps between. */
  anyCertificate: boolean;
}

/** TLS on a connection that stands. @throws ProbeFailure `timeout`, `protocol` with why the certificate is not believed */
export function secured(socket: Socket, terms: TlsTerms, timeoutMs: number): Promise<TLSSocket> {
  const { host, authorities, anyCertificate } = terms;
  const { promise, resolve, reject } = Promise.withResolvers<TLSSocket>();
  const made = connect({
    socket,
    host,
    rejectUnauthorized: !anyCertificate,
    // A server name must not be an address (RFC 6066 section 3).
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(authorities === undefined ? {} : { ca: authorities }),
  });
  const timer = setTimeout(() => {
    made.destroy();
    reject(new ProbeFailure('timeout', 'no TLS within the deadline'));
  }, timeoutMs);
  const failed = (error: NodeJS.ErrnoException): void => {
    clearTimeout(timer);
    socket.destroy();
    reject(new ProbeFailure('protocol', `TLS failed (${error.code ?? error.message})`));
  };
  made.once('error', failed);
  made.once('secureConnect', () => {
    clearTimeout(timer);
    made.off('error', failed);
    resolve(made);
  });
  return promise;
}
