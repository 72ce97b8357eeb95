import { Socket } from 'node:net';
import { failureOf, ProbeFailure } from './failure.ts';

/**
 * A TCP connection that stands. Its errors from then on are the caller's to listen for.
 * `socket`: one that somebody already listens to. @throws ProbeFailure `timeout`, `refused`, `unreachable`
 */
export function connectTcp(address: string, port: number, timeoutMs: number, socket = new Socket()): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
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
  socket.setNoDelay().connect({ host: address, port });
  return promise;
}
