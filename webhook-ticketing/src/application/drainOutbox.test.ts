import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import { drainOutbox } from './drainOutbox.ts';
import type { Service } from './service.ts';
import type { OutboxMessage, Transaction } from './store.ts';

const message = (id: string, channel: OutboxMessage['channel']): OutboxMessage => ({
  id,
  idempotencyKey: id,
  kind: 'closed',
  orderId: 'order',
  contact: 'li',
  channel,
  message: { language: 'en', subject: 's', body: 'b', line: 'l', url: 'http://127.0.0.1/' },
  fault: null,
  createdAt: '2026-11-02T08:00:00.000Z',
  attempts: 1,
});
const email = (n: number): OutboxMessage => message(`email ${n}`, { type: 'email', address: 'li@example.org' });
const desk = message('desk', { type: 'webhook', endpoint: 'desk' });

/** A service whose mail server takes nothing until it is released. */
function hanging(due: OutboxMessage[]) {
  const mail = Promise.withResolvers<undefined>();
  const sent: string[] = [];
  const delivered: string[] = [];
  const outbox = {
    claim: (_now: string, _lease: string, limit: number, type?: string) => {
      const taken = due.filter(({ channel }) => type === undefined || channel.type === type).slice(0, limit);
      for (const each of taken) due.splice(due.indexOf(each), 1);
      return Promise.resolve(taken);
    },
    delivered: (id: string) => Promise.resolve(void delivered.push(id)),
    nextDueAt: () => Promise.resolve(null),
  };
  const inTransaction = { outbox, orders: { lock: () => Promise.resolve(false) } };
  const service = {
    store: { outbox, transaction: (work: (transaction: Transaction) => unknown) => work(inTransaction as never) },
    clock: { now: () => new Date('2026-11-02T08:00:01.000Z') },
    deliver: async ({ id, channel }: OutboxMessage) => {
      sent.push(id);
      if (channel.type === 'email') await mail.promise;
      return 'delivered';
    },
    meter: { count: () => undefined, observe: () => undefined },
    logger: pino({ level: 'silent' }),
    wake: () => undefined,
  } as unknown as Service;
  return { service, sent, delivered, release: () => mail.resolve(undefined) };
}
const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await delay(5);
};

test('a mail server that hangs in a storm holds up no message of another channel', async () => {
  const { service, sent, delivered, release } = hanging([...Array.from({ length: 40 }, (_, n) => email(n)), desk]);
  const round = drainOutbox(service);
  await until(() => sent.includes('desk') || sent.length >= 16);
  expect(sent).toEqual(['desk', 'email 0', 'email 1', 'email 2', 'email 3']);
  expect(delivered).toEqual(['desk']);
  release();
  await round;
  expect(delivered).toHaveLength(41);
});

test('a service that stops ends what is under way and takes up nothing more', async () => {
  const { service, sent, delivered, release } = hanging(Array.from({ length: 40 }, (_, n) => email(n)));
  const stop = new AbortController();
  const round = drainOutbox(service, stop.signal);
  await until(() => sent.length >= 4);
  stop.abort();
  release();
  await round;
  expect(delivered).toHaveLength(4);
});
