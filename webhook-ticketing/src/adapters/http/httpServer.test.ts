import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { listen } from './httpServer.ts';

const nothing = () => undefined;

test.each(['0.0.0.0', '192.0.2.1', '::', 'tickets.example'])(
  'plain HTTP on %s is refused: it leaves the machine',
  (host) => {
    expect(() => listen(nothing, { host, port: 0, tls: null })).toThrow('plain HTTP is for loopback only');
  },
);

test('a port that is taken is told to whoever starts the service', async () => {
  const first = await listen(nothing, { host: '127.0.0.1', port: 0, tls: null });
  const { port } = first.address() as AddressInfo;
  await expect(listen(nothing, { host: '127.0.0.1', port, tls: null })).rejects.toThrow('EADDRINUSE');
  first.close();
});
