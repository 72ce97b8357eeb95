import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { inventoryFromNetbox, readNetbox } from './netbox.ts';

const replies = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(readFileSync(path.join(import.meta.dirname, 'netboxReplies/replies.json'), 'utf8')));

let server: Server;
let url = '';
let asked: { path: string; authorization: string | undefined }[] = [];
let answer: (path: string) => { status: number; body: unknown };

beforeAll(async () => {
  server = createServer((request, response) => {
    const given = request.url ?? '';
    asked.push({ path: given, authorization: request.headers.authorization });
    const { status, body } = answer(given);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => {
  asked = [];
  answer = (given) => (given in replies ? { status: 200, body: replies[given] } : { status: 404, body: {} });
});

const mapping = {
  roles: { 'access-switch': 'switch', 'ip-camera': 'camera' },
  credentials: { camera: 'camera-default' },
} as const;

describe("NetBox's replies", () => {
  test('become one graph: power by its cables, transmission directed towards the core', async () => {
    const { entries } = inventoryFromNetbox(await readNetbox(url, 'secret'), mapping);
    const byId = Object.fromEntries(entries.elements.map((element) => [element.id, element]));
    expect(Object.keys(byId).sort()).toEqual([
      'cam-0001',
      'core-1',
      'feeder-7',
      'olt-1',
      'onu-0001',
      'sw-0001',
      'transformer-3',
      'ups-0001',
    ]);
    expect(byId['olt-1']?.uplinks).toEqual([{ to: 'core-1', port: '10GE1/0/1' }]);
    expect(byId['onu-0001']).toMatchObject({
      uplinks: [{ to: 'olt-1', port: '0/1/1' }],
      fedBy: ['ups-0001'],
      cabinet: 'rack-1',
    });
    expect(byId['sw-0001']).toMatchObject({ uplinks: [{ to: 'onu-0001', port: 'lan1' }], fedBy: ['ups-0001'] });
    expect(byId['ups-0001']).toMatchObject({
      fedBy: ['feeder-7'],
      vendor: 'Santak',
      serial: 'SN5',
      modules: ['snmp_ups'],
    });
    expect(byId['feeder-7']?.fedBy).toEqual(['transformer-3']);
    expect(byId['cam-0001']).toMatchObject({
      kind: 'camera',
      uplinks: [{ to: 'sw-0001', port: 'ge1' }],
      address: '10.1.0.10',
      streamPath: '/Streaming/Channels/102',
      firmware: 'V5.7.3',
      purpose: 'enforcement',
      credentials: 'camera-default',
    });
    // The camera has one address; which of the switch's two others see is not known.
    expect(entries.elements.flatMap(({ id, mac }) => (mac ? [[id, mac]] : []))).toEqual([
      ['cam-0001', '00:1b:2c:00:00:31'],
    ]);
    expect(entries.sites).toEqual([
      expect.objectContaining({
        id: 'lakeside-1',
        district: 'lakeside',
        address: { en: '1 Lake Road', zh: '1 Lake Road' },
      }),
    ]);
  });

  test('name what cannot be placed instead of dropping it', async () => {
    const { skipped } = inventoryFromNetbox(await readNetbox(url, 'secret'), mapping);
    expect(skipped).toEqual([
      'device "old-cam": it is decommissioning',
      'device "sensor-1": role "thermometer" stands for no kind; map it with --role thermometer=KIND',
      'site "Nowhere": it needs a region, a latitude and a longitude in NetBox',
    ]);
  });

  test('are read page by page, with the token only to the host that was configured', async () => {
    await readNetbox(url, 'secret');
    expect(
      asked.filter(({ path: given }) => given.startsWith('/api/dcim/devices/')).map(({ path: given }) => given),
    ).toEqual(['/api/dcim/devices/?limit=500', '/api/dcim/devices/?limit=500&offset=5']);
    expect(new Set(asked.map(({ authorization }) => authorization))).toEqual(new Set(['Token secret']));
  });

  test('that refuse or are no NetBox are named without the token', async () => {
    answer = () => ({ status: 403, body: {} });
    await expect(readNetbox(url, 'secret')).rejects.toThrow(/answered 403 to dcim\/sites\/; check/);
    answer = () => ({ status: 200, body: { hello: 'world' } });
    await expect(readNetbox(url, 'secret')).rejects.toThrow(/not of its API/);
  });
});
