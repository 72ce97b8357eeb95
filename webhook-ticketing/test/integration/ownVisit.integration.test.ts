import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, engineerOf, openScene, operator, type Scene } from '../harness.ts';

let cluster: Cluster;
let scene: Scene;
const zhao = engineerOf('mu-zhao', 'maintenance');
const now = (): string => scene.clock.now().toISOString();

beforeAll(async () => {
  cluster = await testCluster();
}, 60_000);
afterAll(() => cluster.dispose());
beforeEach(async () => {
  scene = await openScene(await cluster.createDatabase());
});
afterEach(() => scene.dispose());

const door = (n: number) => alert('cabinet_door_open', `ups-${n}`, now());
const classes = async (): Promise<unknown[]> => (await scene.orders()).map(({ diagnosis }) => diagnosis?.faultClass);
const later = async (seconds: number): Promise<void> => {
  scene.clock.advance(seconds);
  await scene.app.duties.correlate();
};

describe('a cabinet that is opened', () => {
  test('by nobody who was sent there is a fault', async () => {
    await scene.judge([door(1)]);
    expect(await classes()).toEqual(['cabinet_opened']);
  });

  test('by the engineer who is at its order is none, until the order is done and the door still open', async () => {
    await scene.judge([alert('camera_unauthorised', 'cam-1-1', now())]);
    const { id } = await scene.order();
    await scene.command(operator, id, { command: 'dispatch', party: 'maintenance', contact: 'mu-zhao' });
    await scene.command(zhao, id, { command: 'accept' });
    await scene.command(zhao, id, { command: 'depart' });
    scene.clock.advance(600);
    await scene.judge([door(1)]);
    expect(await classes()).toEqual(['credentials_changed']);
    await scene.command(zhao, id, { command: 'arrive' });
    for (const seconds of [60, 60, 600]) await later(seconds);
    expect(await classes()).toEqual(['credentials_changed']);

    await scene.command(operator, id, { command: 'cancel', note: 'Solved by phone' });
    await later(60);
    expect(await classes()).toEqual(['cabinet_opened']);
  });

  test('elsewhere at the same time is one', async () => {
    await scene.judge([alert('camera_unauthorised', 'cam-1-1', now())]);
    const { id } = await scene.order();
    await scene.command(operator, id, { command: 'dispatch', party: 'maintenance', contact: 'mu-zhao' });
    await scene.command(zhao, id, { command: 'accept' });
    await scene.command(zhao, id, { command: 'depart' });
    await scene.judge([door(2)]);
    expect((await classes()).sort()).toEqual(['cabinet_opened', 'credentials_changed']);
  });
});
