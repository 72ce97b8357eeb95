import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { RtspConnection } from './connection.ts';

test('a fault of ours in reading a packet fails the probe of that camera, and does not end the process', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.write(Buffer.from([0x24, 0, 0, 1, 7])));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connection = await RtspConnection.open('127.0.0.1', port, 5_000);
  connection.onInterleaved(() => {
    throw new RangeError('a bug');
  });
  const url = `rtsp://127.0.0.1:${port}/`;
  await expect(connection.request('OPTIONS', url, {}, 5_000)).rejects.toThrow(new RangeError('a bug'));
  await connection.closed;
  await expect(connection.request('TEARDOWN', url, {}, 5_000)).rejects.toThrow(new RangeError('a bug'));
  server.close();
});
