import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, engineerOf, openScene, operator, type Scene } from '../harness.ts';
import { blackPicture } from '../http/demoCity.ts';
import { jpegAnswer } from '../scriptedExporter.ts';

let cluster: Cluster;
let scene: Scene;
const now = (): string => scene.clock.now().toISOString();
const cam = 'cam-1-1';
const path = `/camera/${cam}/evidence/black.jpg`;
const black = (endsAt?: string) => alert('picture_lost', cam, startsAt, endsAt, { fault: 'black' });
let startsAt = '';

beforeAll(async () => {
  cluster = await testCluster();
}, 60_000);
afterAll(() => cluster.dispose());
beforeEach(async () => {
  scene = await openScene(await cluster.createDatabase());
  startsAt = now();
});
afterEach(() => scene.dispose());

const orderOfBlack = async (): Promise<WorkOrder> => {
  await scene.judge([black()]);
  return scene.order();
};
const round = async (): Promise<WorkOrder['pictures']> => {
  await scene.app.duties.keepPictures();
  return (await scene.order()).pictures;
};

describe('an order about a picture', () => {
  test('is sent without it, while no exporter has one, and asks again later each time', async () => {
    const order = await orderOfBlack();
    expect(order).toMatchObject({ state: 'dispatched', diagnosis: { faultClass: 'picture_lost', faultPoint: cam } });
    expect(await round()).toEqual([]);
    expect(await round()).toEqual([]);
    expect(scene.edges.exporter.asked).toEqual([{ path, authorization: 'Bearer exporter' }]);
    scene.clock.advance(2);
    await round();
    scene.clock.advance(2);
    await round();
    expect(scene.edges.exporter.asked).toHaveLength(2);
    scene.edges.exporter.pictures.set(path, jpegAnswer(blackPicture, startsAt));
    scene.clock.advance(2);
    expect(await round()).toHaveLength(1);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['too large', (response) => response.end(Buffer.alloc(301 * 1024, 0xff))],
    ['no picture', (response) => response.end('<html>')],
    ['an error', (response) => response.writeHead(500).end()],
    ['elsewhere', (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    [
      'broken off',
      (response) => response.writeHead(200, { 'content-length': 9 }).write('abc', () => response.destroy()),
    ],
  ])('is harmed by nothing that an exporter sends: %s', async (_name, answer) => {
    await orderOfBlack();
    scene.edges.exporter.pictures.set(path, answer);
    expect(await round()).toEqual([]);
    scene.edges.exporter.pictures.set(path, jpegAnswer(blackPicture, startsAt));
    scene.clock.advance(2);
    expect(await round()).toHaveLength(1);
  });

  test('keeps it once, with its hash in the record', async () => {
    const { id } = await orderOfBlack();
    scene.edges.exporter.pictures.set(path, jpegAnswer(blackPicture, startsAt));
    const sha256 = createHash('sha256').update(blackPicture).digest('hex');
    expect(await round()).toEqual([{ number: 1, element: cam, fault: 'black', takenAt: startsAt, sha256 }]);
    await round();
    const replica = await scene.replica();
    await replica.duties.keepPictures();
    expect(scene.edges.exporter.asked).toHaveLength(1);
    const record = await scene.app.ticketing.getWorkOrderEvents(operator, id);
    expect(record).toMatchObject({ ok: { chainIntact: true } });
    const said = 'ok' in record ? record.ok.events.filter(({ type }) => type === 'picture_kept') : [];
    expect(said.map(({ text }) => text.en)).toEqual([
      `Picture 1 of ${cam} kept (Black picture; SHA-256 ${sha256.slice(0, 16)}…)`,
    ]);
  });

  test('keeps another one when another fault is found in the picture, and none of other orders', async () => {
    await orderOfBlack();
    scene.edges.exporter.pictures.set(path, jpegAnswer(blackPicture, startsAt));
    const frozen = alert('picture_lost', cam, startsAt, undefined, { fault: 'frozen' });
    scene.edges.exporter.pictures.set(`/camera/${cam}/evidence/frozen.jpg`, jpegAnswer(blackPicture, startsAt));
    await scene.judge([{ ...frozen, fingerprint: 'f0' }]);
    expect((await round()).map(({ number, fault }) => `${number} ${fault}`).sort()).toEqual(['1 black', '2 frozen']);
  });

  test('says in its message what is seen, since when', async () => {
    await orderOfBlack();
    await scene.app.duties.drainOutbox();
    expect(scene.edges.desk.messages[0]?.body).toMatch(/Why: Camera Camera 1\.1 shows a black picture[\s\S]+Since: /);
  });

  test('is shown to whoever may see the order, and to nobody else', async () => {
    const { id } = await orderOfBlack();
    scene.edges.exporter.pictures.set(path, jpegAnswer(blackPicture, startsAt));
    await round();
    const { ticketing } = scene.app;
    const shown = await ticketing.getWorkOrderPicture(engineerOf('mu-zhao', 'maintenance'), id, 1);
    expect('ok' in shown && Buffer.compare(shown.ok, blackPicture)).toBe(0);
    expect(await ticketing.getWorkOrderPicture(engineerOf('ca-wu', 'carrier'), id, 1)).toMatchObject({
      rejected: 'not_found',
    });
    expect(await ticketing.getWorkOrderPicture(operator, id, 2)).toMatchObject({ rejected: 'not_found' });
  });

  test('is not shown one that was changed in the database', async () => {
    const { id } = await orderOfBlack();
    scene.edges.exporter.pictures.set(path, jpegAnswer(blackPicture, startsAt));
    await round();
    await scene.sql('update order_pictures set jpeg = jpeg || $1', [Buffer.from('x')]);
    expect(await scene.app.ticketing.getWorkOrderPicture(operator, id, 1)).toMatchObject({ rejected: 'not_found' });
  });

  test('wants none any more when the fault is over', async () => {
    await orderOfBlack();
    await scene.app.ticketing.receiveAlerts([black(now())], 'webhook');
    expect(await round()).toEqual([]);
    expect(scene.edges.exporter.asked).toEqual([]);
  });
});
