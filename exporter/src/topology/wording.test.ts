import { expect, test } from '@jest/globals';
import type { Difference } from './differences.ts';
import { elements } from './views.fixture.ts';
import { wordingOf } from './wording.ts';

const [camera, core] = elements(
  { id: 'camera-1', kind: 'camera', uplinks: [{ to: 'switch-1', port: 'GE1' }, { to: 'switch-2' }] },
  { id: 'core-1', kind: 'core', name: { en: 'the core', zh: '核心' } },
);
const mac = '00:1b:2c:00:00:01';
const difference = (rest: Pick<Difference, 'kind' | 'element'> & Partial<Difference>): Difference => ({
  ...{ device: 'switch-3', port: 'GE7', mac: undefined, name: '' },
  ...rest,
});

test.each([
  [
    difference({ kind: 'misplaced', element: camera, mac }),
    'camera-1 hangs on switch-3 GE7; the inventory has it on switch-1 GE1 and switch-2.',
    'camera-1 接在 switch-3 GE7；台账记录为 switch-1 GE1、switch-2。',
  ],
  [
    difference({ kind: 'unknown_device', element: undefined, mac, name: 'DVR' }),
    `Unknown device ${mac} (calls itself "DVR") hangs on switch-3 GE7.`,
    `未知设备 ${mac}（自称“DVR”）接在 switch-3 GE7。`,
  ],
  [
    difference({ kind: 'unknown_device', element: camera, mac }),
    `Unknown device ${mac} hangs on switch-3 GE7, where camera-1 should be and is not seen.`,
    `未知设备 ${mac} 接在 switch-3 GE7，该端口应接 camera-1，但未发现。`,
  ],
  [
    difference({ kind: 'not_seen', element: camera, mac }),
    `camera-1 is not seen: switch-3 GE7 is up, but no switch read lately has learned its address ${mac}.`,
    `未发现 camera-1：switch-3 GE7 已连通，但最近读取的交换机均未学习到其地址 ${mac}。`,
  ],
  [
    difference({ kind: 'unexpected_neighbour', element: core }),
    'core-1 (the core) is at the other end of switch-3 GE7; the inventory does not have it there.',
    'switch-3 GE7 的对端是 core-1（核心）；台账中该处没有此设备。',
  ],
  [
    difference({ kind: 'unexpected_neighbour', element: undefined, name: 'other' }),
    '"other" is at the other end of switch-3 GE7; the inventory does not have it there.',
    'switch-3 GE7 的对端是 “other”；台账中该处没有此设备。',
  ],
])('a difference is told in both languages, and what to do about it: %#', (found, en, zh) => {
  const { says, advice } = wordingOf(found);
  expect(says).toEqual({ en, zh });
  expect(advice.en).toMatch(/^[A-Z].*\.$/);
  expect(advice.zh).toMatch(/。$/);
});
