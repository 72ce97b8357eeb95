import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Severity } from '@roundsman/contract/vocabulary.ts';
import { raised } from '../../src/domain/severity.ts';
import { testCity } from '../city.ts';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, openScene, operator, type Scene } from '../harness.ts';

let cluster: Cluster;
let scene: Scene;
const now = (): string => scene.clock.now().toISOString();

beforeAll(async () => {
  cluster = await testCluster();
}, 60_000);
afterAll(() => cluster.dispose());
/** Site 2 is an important one; the fourth camera of site 1's cabinet stands there. */
beforeEach(async () => {
  const city = testCity();
  const sites = city.sites.map((site) => (site.id === 'site-2' ? { ...site, importance: 'important' as const } : site));
  const elements = city.elements.map(({ cabinet, ...each }) =>
    each.id === 'cam-1-4' ? { ...each, site: 'site-2' } : { ...each, ...(cabinet !== undefined && { cabinet }) },
  );
  scene = await openScene(await cluster.createDatabase(), { ...city, sites, elements });
});
afterEach(() => scene.dispose());

const ofItsClass = ({ diagnosis }: Awaited<ReturnType<Scene['order']>>): Severity => {
  if (!diagnosis) throw new Error('an alarm’s order has a diagnosis');
  return faultClasses[diagnosis.faultClass].severity;
};

describe('the importance of a site', () => {
  test('raises the severity of its orders by one step, in the record and in the message', async () => {
    await scene.judge([alert('camera_unauthorised', 'cam-1-1', now())]);
    await scene.judge([alert('camera_unauthorised', 'cam-2-1', now())]);
    const bySite = Object.fromEntries((await scene.orders()).map((order) => [order.siteIds.join(), order]));
    const [normal, important] = [bySite['site-1'], bySite['site-2']];
    if (!normal || !important) throw new Error('an order is missing');
    expect(normal.severity).toBe(ofItsClass(normal));
    expect(important.severity).toBe(raised(ofItsClass(important)));
    expect(important.severity).not.toBe(normal.severity);
    await scene.app.duties.drainOutbox();
    const subjects = scene.edges.desk.messages.map(({ subject }) => /^\[\w+\]/.exec(subject)?.[0].toLowerCase());
    expect(subjects.sort()).toEqual([`[${normal.severity}]`, `[${important.severity}]`].sort());
  });

  test('raises an order that comes to reach an important site, and says so in its record', async () => {
    const behind = (cameras: number[]) => cameras.map((c) => alert('camera_unreachable', `cam-1-${c}`, now()));
    await scene.judge([alert('device_unreachable', 'switch-1', now()), ...behind([1, 2, 3])]);
    const before = await scene.order();
    scene.clock.advance(20);
    await scene.judge(behind([4]));
    const after = await scene.order();
    expect(after).toMatchObject({ id: before.id, severity: raised(ofItsClass(before)) });
    expect(after.severity).not.toBe(before.severity);
    const record = await scene.app.ticketing.getWorkOrderEvents(operator, after.id);
    if (!('ok' in record)) throw new Error(record.rejected);
    expect(record.ok.events.at(-1)?.text.zh).toContain('重要点位');
  });

  test('raises nothing where no important site suffers', async () => {
    await scene.judge([1, 3].map((n) => alert('mains_lost', `ups-${n}`, now())));
    const order = await scene.order();
    expect(order.severity).toBe(ofItsClass(order));
  });
});
