import { expect, test } from '@jest/globals';
import { element } from '@roundsman/contract/inventory/schema.ts';
import { Ground, type Claim, type Strike } from './ground.ts';

const part = (id: string, kind: string, more: object = {}) => element.parse({ id, kind, ...more });
const site = (number: number, feeder: string) => [
  part(`supply-${number}`, 'cabinet_supply', { cabinet: `cabinet-${number}`, fedBy: [feeder] }),
  part(`switch-${number}`, 'switch', { cabinet: `cabinet-${number}`, fedBy: [`supply-${number}`] }),
  part(`camera-${number}`, 'camera', {
    cabinet: `cabinet-${number}`,
    fedBy: [`switch-${number}`],
    uplinks: [{ to: `switch-${number}` }],
  }),
];
const elements = [
  part('transformer', 'transformer'),
  part('feeder-a', 'feeder', { fedBy: ['transformer'] }),
  part('feeder-b', 'feeder', { fedBy: ['transformer'] }),
  ...[1, 2].flatMap((number) => site(number, 'feeder-a')),
  ...[3].flatMap((number) => site(number, 'feeder-b')),
];
const cut: Strike = { kind: 'feeder_power_cut', target: 'feeder' };
const hang: Strike = { kind: 'camera_hang', target: 'camera' };

const all = (ground: Ground, strike: Strike): Claim[] => {
  const claim = ground.claim(strike, 0);
  return claim === null ? [] : [claim, ...all(ground, strike)];
};

test('two feeders of one transformer are never cut together: that would be the transformer', () => {
  expect(all(new Ground({ elements }), cut)).toHaveLength(1);
});

test('a fault has all sites that it reaches to itself, until it releases them', () => {
  const ground = new Ground({ elements });
  const first = ground.claim(cut, 0);
  const elsewhere = all(ground, hang).map(({ target }) => target);
  expect(elsewhere).toHaveLength(first?.target === 'feeder-a' ? 1 : 2);
  expect(elsewhere.filter((camera) => first?.reach.has(camera))).toEqual([]);
  first?.release();
  expect(all(ground, hang).every(({ target }) => first?.reach.has(target))).toBe(true);
});

test('a fault is seen at its target and at everything that depends on it', () => {
  const ground = new Ground({ elements });
  const hung = ground.claim({ kind: 'switch_hang', target: 'switch' }, 0);
  const number = hung?.target.slice(-1);
  expect([...(hung?.reach ?? [])].sort()).toEqual([`camera-${number}`, `switch-${number}`]);
});

test('the places where links were lost least lately are struck first', () => {
  const places = ['a', 'b', 'c'].flatMap((id) => [
    part(`onu-${id}`, 'onu', { cabinet: `cabinet-${id}` }),
    part(`camera-${id}`, 'camera', { cabinet: `cabinet-${id}`, uplinks: [{ to: `onu-${id}` }] }),
  ]);
  const ground = new Ground({ elements: places });
  const strike = (target: Strike['target'], minute: number): string | undefined => {
    const claim = ground.claim({ kind: 'any', target }, minute * 60_000);
    claim?.release();
    return claim?.target;
  };
  const struck = [0, 1, 2].map((minute) => strike('onu', minute));
  expect(new Set(struck).size).toBe(3);
  const again = strike('onu', 3);
  expect(struck).toContain(again);
  // What was lost ten minutes ago counts no more.
  const place = (id: string | undefined): string | undefined => id?.at(-1);
  expect([struck[2], again].map(place)).not.toContain(place(strike('camera', 11)));
});
