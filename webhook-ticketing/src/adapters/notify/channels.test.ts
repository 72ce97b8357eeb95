import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { OutboxMessage } from '../../application/store.ts';
import { testCity } from '../../../test/city.ts';
import { channels, missingChannels } from './channels.ts';

const message = (channel: OutboxMessage['channel']): OutboxMessage => ({
  id: '00000000-0000-4000-8000-000000000000',
  idempotencyKey: 'order:2:zhao:0',
  kind: 'dispatched',
  orderId: 'order',
  contact: 'zhao',
  channel,
  message: { language: 'en', subject: 'Subject', body: 'Body', line: 'Line', url: 'http://127.0.0.1/' },
  fault: null,
  createdAt: '2026-11-02T08:00:00.000Z',
  attempts: 1,
});

describe('a webhook channel', () => {
  let server: Server;
  let answer = { status: 204, headers: {} as Record<string, string> };
  const seen: Record<string, unknown>[] = [];
  const deliver = (token = 'the-secret'): Promise<string> => {
    const { port } = server.address() as AddressInfo;
    const webhooks = { desk: { url: `http://127.0.0.1:${port}/in?key=in-the-url` } };
    return channels({ webhooks }, { smtp: null, webhookTokens: { desk: token } }).deliver(
      message({ type: 'webhook', endpoint: 'desk' }),
    );
  };
  beforeEach(async () => {
    seen.length = 0;
    answer = { status: 204, headers: {} };
    server = createServer((request, response) => {
      seen.push({ ...request.headers, path: request.url });
      response.writeHead(answer.status, answer.headers).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );

  test('posts with its token and the key of the message, and 2xx is the receipt', async () => {
    expect(await deliver()).toBe('delivered');
    expect(seen[0]).toMatchObject({ authorization: 'Bearer the-secret', 'idempotency-key': 'order:2:zhao:0' });
  });

  test.each([400, 401, 500, 503])('that answers %i has not taken it', async (status) => {
    answer.status = status;
    await expect(deliver()).rejects.toThrow(`webhook "desk" answered ${status}`);
  });

  test('follows no redirect: its token would go with it', async () => {
    answer = { status: 307, headers: { location: '/elsewhere' } };
    await expect(deliver()).rejects.toThrow('cannot be reached');
    expect(seen).toHaveLength(1);
  });

  test('that is dead is named without its address or its token', async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const dead = channels(
      { webhooks: { desk: { url: `http://127.0.0.1:${port}/?key=in-the-url` } } },
      { smtp: null, webhookTokens: { desk: 'the-secret' } },
    );
    const failure = await dead
      .deliver(message({ type: 'webhook', endpoint: 'desk' }))
      .catch((error: unknown) => String(error));
    expect(failure).toContain('webhook "desk" cannot be reached: ECONNREFUSED');
    expect(failure).not.toMatch(/in-the-url|the-secret/);
  });
});

describe('a channel that is not configured', () => {
  const none = channels({ webhooks: {} }, { smtp: null, webhookTokens: {} });

  test('says what to add', async () => {
    await expect(none.deliver(message({ type: 'webhook', endpoint: 'desk' }))).rejects.toThrow(
      'add it under notify.webhooks',
    );
    await expect(none.deliver(message({ type: 'email', address: 'a@example.org' }))).rejects.toThrow(
      'add it under notify.smtp',
    );
  });
});

test('channels that only the inventory names are listed for the operator of the service', () => {
  const { parties } = testCity();
  expect(missingChannels(parties, { webhooks: {} })).toEqual(['notify.webhooks.desk']);
  expect(missingChannels(parties, { webhooks: { desk: { url: 'http://127.0.0.1/' } } })).toEqual([]);
});
