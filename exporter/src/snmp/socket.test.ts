import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SnmpSocket } from './socket.ts';

describe('the SNMP socket', () => {
  const silent = createSocket('udp4');
  beforeEach(async () => {
    silent.bind(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterEach(() => void silent.close());

  test('that is closed ends what it waits for at once, and sends nothing more', async () => {
    const socket = await SnmpSocket.open(() => undefined);
    const peer = { address: '127.0.0.1', family: 4, port: silent.address().port } as const;
    const outgoing = { id: 1, octets: Uint8Array.of(1), read: () => undefined };
    const asked = socket.request(peer, outgoing, { resendMs: 5_000, retries: 9, giveUpMs: 60_000 });
    socket.close();
    await expect(asked).rejects.toMatchObject({ reason: 'timeout', message: 'the exporter is stopping' });
  });
});
