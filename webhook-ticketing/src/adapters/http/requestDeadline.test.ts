import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { problem } from '@roundsman/contract/errors.ts';
import express from 'express';
import { listen } from './httpServer.ts';
import { requestDeadline } from './requestDeadline.ts';

test('a request that nobody answers in time is answered for, once', async () => {
  const app = express();
  const late: (() => void)[] = [];
  app.use(requestDeadline(20));
  app.get('/late', (_request, response) => void late.push(() => response.headersSent || response.json({})));
  app.get('/quick', (_request, response) => void response.json({}));
  const server = await listen(app, { host: '127.0.0.1', port: 0, tls: null });
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;

  const response = await fetch(`${url}/late`);
  expect(problem.parse(await response.json())).toMatchObject({ status: 500, detail: 'the answer took too long' });
  expect(() => {
    for (const answer of late) answer();
  }).not.toThrow();
  expect((await fetch(`${url}/quick`)).status).toBe(200);
  server.closeAllConnections();
  server.close();
});
