import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, engineerOf, openScene, operator, type Scene } from '../harness.ts';

let cluster: Cluster;
let scene: Scene;
const now = (): string => scene.clock.now().toISOString();
const hourly = () => scene.app.duties.learnPriors();
const history = async () => {
  const answer = await scene.app.ticketing.priorHistory(operator);
  if ('rejected' in answer) throw new Error(answer.rejected);
  return answer.ok;
};

beforeAll(async () => {
  cluster = await testCluster();
}, 60_000);
afterAll(() => cluster.dispose());
beforeEach(async () => {
  scene = await openScene(await cluster.createDatabase());
});
afterEach(() => scene.dispose());

/** Closed orders of the last days, each with a wrong clock that was found to be so. */
async function found(count: number): Promise<void> {
  await scene.judge([alert('clock_wrong', 'cam-3-4', now())]);
  const { id } = await scene.order();
  await scene.command(operator, id, { command: 'cancel', note: 'a row for others to stand on' });
  for (let each = 0; each < count; each += 1) {
    const order = randomUUID();
    await scene.sql(
      `insert into orders select $1, $2, version, state, source, severity, fault_class, fault_point, party, assignee, site_ids,
         affected, opened_at, true, next_due_at, planned from orders where id = $3`,
      [order, `WO-${String(each)}`, id],
    );
    const verdict = { faultClass: 'clock_wrong', faultPoint: 'cam-1-1', party: 'maintenance', probability: 0.9 };
    const cause = { outcome: 'fault', faultClass: 'clock_wrong', faultPoint: 'cam-1-1', party: 'maintenance' };
    await scene.sql('insert into diagnosis_outcomes values ($1, $2, $3, $4, $4, $5)', [
      order,
      now(),
      ['site-1'],
      verdict,
      cause,
    ]);
  }
  scene.clock.advance(60);
}

describe('priors', () => {
  test('are proposed with their counts, and change no verdict before somebody activates them', async () => {
    await found(12);
    await hourly();
    const { active, sets, activations } = await history();
    expect([active, activations, sets.map(({ version }) => version)]).toEqual([0, [], [1]]);
    const lesson = sets[0]?.lessons.find(({ faultClass, kind }) => faultClass === 'clock_wrong' && kind === 'camera');
    expect(lesson).toMatchObject({ builtIn: 0.3, found: 12, perYear: expect.closeTo(17 / (5 / 0.3), 2) });
    await scene.judge([alert('clock_wrong', 'cam-2-1', now())]);
    expect((await scene.order()).diagnosis).not.toHaveProperty('priors');
  });

  test('that were activated are in each verdict, and can be set back', async () => {
    await found(12);
    await hourly();
    await scene.app.ticketing.activatePriors(operator, 1);
    await scene.judge([alert('clock_wrong', 'cam-2-1', now())]);
    expect((await scene.order()).diagnosis).toMatchObject({ faultClass: 'clock_wrong', priors: 1 });
    await scene.app.ticketing.activatePriors(operator, 0);
    await scene.judge([alert('clock_wrong', 'cam-2-2', now())]);
    const later = (await scene.orders()).find(({ affected }) => affected.includes('cam-2-2'));
    expect(later?.diagnosis).not.toHaveProperty('priors');
    expect((await history()).activations.map(({ version, by }) => `${version} ${by}`)).toEqual([
      '0 user:li',
      '1 user:li',
    ]);
  });

  test('are proposed at most once a day, only when something was learnt, by one of the replicas; the old ones stay', async () => {
    await hourly();
    expect((await history()).sets).toEqual([]);
    await found(12);
    const other = await scene.replica();
    await Promise.all([hourly(), other.duties.learnPriors()]);
    const [first] = (await history()).sets;
    await scene.sql(`update diagnosis_outcomes set found = jsonb_set(found, '{faultPoint}', '"gone"')`);
    await hourly();
    expect((await history()).sets).toHaveLength(1);
    scene.clock.advance(86_400);
    await hourly();
    expect((await history()).sets.map(({ version }) => version)).toEqual([2, 1]);
    expect((await history()).sets[1]).toEqual(first);
    scene.clock.advance(86_400);
    await hourly();
    expect((await history()).sets).toHaveLength(2);
    await expect(scene.sql('update prior_sets set made_at = made_at')).rejects.toThrow('append-only');
    await expect(scene.sql('delete from prior_sets')).rejects.toThrow('append-only');
  });

  test('take effect at once where the installation has settled that, and can be set back all the same', async () => {
    await scene.dispose();
    scene = await openScene(await cluster.createDatabase(), undefined, {
      learning: { activatePriors: 'automatically' },
    });
    await found(12);
    await hourly();
    expect((await history()).activations).toMatchObject([{ version: 1, by: 'system' }]);
    await scene.app.ticketing.activatePriors(operator, 0);
    await hourly();
    expect((await history()).active).toBe(0);
  });

  test('are activated by operators and admins alone, and only versions that there are', async () => {
    const activate = (role: 'manager' | 'engineer' | 'admin', version: number) =>
      scene.app.ticketing.activatePriors({ ...engineerOf('mu-zhao', 'maintenance'), role }, version);
    expect(await activate('engineer', 0)).toMatchObject({ rejected: 'forbidden' });
    expect(await activate('manager', 0)).toMatchObject({ rejected: 'forbidden' });
    expect(await activate('admin', 1)).toMatchObject({ rejected: 'invalid_request', field: 'version' });
    expect(await activate('admin', 0)).toMatchObject({ ok: { active: 0, activations: [] } });
    expect(await scene.app.ticketing.priorHistory(engineerOf('mu-zhao', 'maintenance'))).toMatchObject({
      rejected: 'forbidden',
    });
  });
});
