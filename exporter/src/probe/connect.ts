import { connect, type Socket } from 'node:net';
import { failureOf, ProbeFailure } from './failure.ts';

/**
 * A TCP connection that stands. Its errors from then on are the caller's to listen for.
 * @throws ProbeFailure `timeout`, `refused`, `unreachable`
 */
export function connectTcp(address: string, port: number, timeoutMs: number): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect({ host: address, port, noDelay: true });
  const timer = setTimeout(() => {
    socket.destroy();
    reject(new ProbeFailure('timeout', 'no connection within the deadline'));
  }, timeoutMs);
  const failed = (error: NodeJS.ErrnoException): void => {
    clearTimeout(timer);
    reject(failureOf(error));
  };
  socket.once('error', failed);
  socket.once('connect', () => {
    clearTimeout(timer);
    socket.off('error', failed);
    resolve(socket);
  });
  return promise;
}
