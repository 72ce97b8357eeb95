import { describe, expect, test } from '@jest/globals';
import { diagnosis } from '@roundsman/contract/evidence.ts';
import type { Evidence, Observation } from '@roundsman/contract/evidence.ts';
import { testCity } from '../../test/city.ts';
import type { Alert } from '../domain/alertEpisode.ts';
import { diagnose } from '../domain/diagnosis/diagnose.ts';
import { buildTopology, type Topology } from '../domain/topology.ts';
import { verdictsOn } from './verdictsOn.ts';

const topology = buildTopology(testCity());
const now = '2026-11-02T08:00:00.000Z';
const unreachable = (element: string): Alert => ({
  fingerprint: element,
  episode: 1,
  status: 'firing',
  symptom: element.startsWith('cam') ? 'camera_unreachable' : 'device_unreachable',
  element,
  labels: {},
  startsAt: now,
  endsAt: null,
  receivedAt: now,
  updatedAt: now,
  judgedAt: null,
  orderId: null,
  absentSince: null,
});
const measured: Observation[] = [{ element: 'onu-1', observable: 'reachable', value: true, at: now, from: 'metric' }];
const storm = ['switch-1', 'cam-1-1', 'cam-1-2', 'cam-1-3', 'cam-1-4'].map(unreachable);
const failsOn =
  (isPoison: (evidence: Evidence) => boolean) =>
  (city: Topology, evidence: Evidence): ReturnType<typeof diagnose> => {
    if (isPoison(evidence)) throw new RangeError('a bug');
    return diagnose(city, evidence);
  };
const speaksOf =
  (...elements: string[]) =>
  ({ observations }: Evidence): boolean =>
    elements.every((element) => observations.some((one) => one.element === element));

describe('an input on which the diagnosis fails', () => {
  test('is undetermined by itself, and leaves the verdict on all others as it were without it', () => {
    const firing = [...storm.slice(0, 2), unreachable('cam-3-1'), ...storm.slice(2)];
    const { verdicts, failures } = verdictsOn(topology, firing, measured, now, failsOn(speaksOf('cam-3-1')));
    const [storms, poison, ...more] = verdicts;
    expect(more).toEqual([]);
    expect([storms]).toEqual(verdictsOn(topology, storm, measured, now).verdicts);
    expect(diagnosis.parse(poison)).toMatchObject({ faultClass: 'undetermined', affected: ['cam-3-1'] });
    expect(failures).toEqual([{ element: 'cam-3-1', error: new RangeError('a bug') }]);
  });

  test('is left out when it is a measurement', () => {
    const { verdicts, failures } = verdictsOn(topology, storm, measured, now, failsOn(speaksOf('onu-1')));
    expect(verdicts).toEqual(verdictsOn(topology, storm, [], now).verdicts);
    expect(failures).toEqual([{ element: null, error: new RangeError('a bug') }]);
  });

  test('is judged in pieces when it is two that do not go together', () => {
    const firing = ['cam-1-1', 'cam-3-1'].map(unreachable);
    const { verdicts, failures } = verdictsOn(topology, firing, [], now, failsOn(speaksOf('cam-1-1', 'cam-3-1')));
    expect(verdicts.map(({ affected }) => affected)).toEqual([['cam-1-1'], ['cam-3-1']]);
    expect(failures).toHaveLength(1);
  });

  test('opens an order for each of its elements when it is every one', () => {
    const { verdicts, failures } = verdictsOn(
      topology,
      storm,
      measured,
      now,
      failsOn(() => true),
    );
    expect(verdicts.flatMap(({ affected }) => affected)).toEqual(storm.map(({ element }) => element));
    expect(failures).toHaveLength(storm.length);
  });
});
