import { expect, test } from '@jest/globals';
import { Exposition } from '../probe/exposition.ts';
import { plainTarget } from '../targets.fixture.ts';
import { PortNames } from './portNames.ts';
import { NotificationState } from './state.ts';

const target = plainTarget({
  ...{ id: 'olt-1', kind: 'olt', modules: ['snmp_if'] },
  elementsOnPorts: new Map([['GPON 0/1/3:5', 'onu-5']]),
});
const linkDown = { name: 'link_down', polledBy: 'network_port_oper_up' } as const;
const hour = 3_600_000;

function stateAt(clock: { now: number }, ports = new PortNames()) {
  const state = new NotificationState(24 * hour, ports, () => clock.now);
  return {
    state,
    shown: (begun = clock.now, found = new Exposition()): string[] => {
      state.show(target, begun, found);
      return found
        .text()
        .split('\n')
        .filter((line) => line.startsWith('device_notification'));
    },
  };
}

test('what is told while a probe runs is newer than what the probe finds', () => {
  const clock = { now: 1000 };
  const { state, shown } = stateAt(clock);
  state.take('olt-1', { notification: 'link_down', place: { ifIndex: 3 }, condition: { ...linkDown, stands: true } });
  const polled = new Exposition();
  polled.add('network_port_oper_up', 1);
  expect(shown(999, polled).join()).toContain('device_notification_active{notification="link_down"');
  const again = new Exposition();
  again.add('network_port_oper_up', 1);
  expect(shown(1000, again).join()).not.toContain('device_notification_active');
});

test('what was told stays while nothing else speaks of it, and not for ever', () => {
  const clock = { now: 0 };
  const { state, shown } = stateAt(clock);
  state.take('olt-1', { notification: 'link_down', condition: { ...linkDown, stands: true } });
  clock.now = 24 * hour;
  expect(shown()).toHaveLength(2);
  clock.now += 1;
  expect(shown()).toEqual([]);
});

test('a condition that a device should repeat each minute is unknown when the repetitions end', () => {
  const clock = { now: 0 };
  const { state, shown } = stateAt(clock);
  const condition = { name: 'ups_on_battery', repeatedWithinSeconds: 200, stands: true };
  for (clock.now = 0; clock.now <= 5 * 60_000; clock.now += 60_000)
    state.take('olt-1', { notification: 'ups_on_battery', condition });
  clock.now = 5 * 60_000 + 200_000;
  expect(shown()).toHaveLength(2);
  clock.now += 1;
  expect(shown()).toEqual([
    'device_notification_timestamp_seconds{notification="ups_on_battery",port="",element_id=""} 300',
  ]);
});

test('of an ONU it is told by the name of its port, with the element that hangs there', () => {
  const clock = { now: 5000 };
  const ports = new PortNames();
  const { state, shown } = stateAt(clock, ports);
  state.take('olt-1', { notification: 'dying_gasp', place: { ifIndex: 9, onu: 5 } });
  expect(shown()).toEqual([
    'device_notification_timestamp_seconds{notification="dying_gasp",port="#9:5",element_id=""} 5',
  ]);
  ports.hear('olt-1', 9, 'GPON 0/1/3');
  expect(shown()).toEqual([
    'device_notification_timestamp_seconds{notification="dying_gasp",port="GPON 0/1/3:5",element_id="onu-5"} 5',
  ]);
});

test('a device that tells of ever new places fills no memory: the oldest are forgotten', () => {
  const clock = { now: 0 };
  const { state, shown } = stateAt(clock);
  for (let ifIndex = 0; ifIndex < 5000; ifIndex++) state.take('olt-1', { notification: 'link_up', place: { ifIndex } });
  const lines = shown();
  expect(lines).toHaveLength(2000);
  expect(lines.join('\n')).toContain('port="#4999"');
  expect(lines.join('\n')).not.toContain('port="#2999"');
});
