import { describe, expect, test } from '@jest/globals';
import type { Diagnosis, Evidence } from '@roundsman/contract/evidence.ts';
import { faultClasses, faultClassIds } from '@roundsman/contract/faultClasses.ts';
import { pictureFaultIds } from '@roundsman/contract/pictureFaults.ts';
import { observables, pictureGroups } from '@roundsman/contract/symptoms.ts';
import { after, cabinetOf, city, evidenceOf, inventoryOf } from '../../../test/cityFixture.ts';
import { buildTopology } from '../topology.ts';
import { diagnose } from './diagnose.ts';
import { canShowIn } from './showsIn.ts';

const inventory = city();
const topology = buildTopology(inventory);
const short = ({ faultClass, faultPoint, party }: Diagnosis): string =>
  `${faultClass} at ${faultPoint}: ${party ?? '?'}`;
const cause = (scene: Parameters<typeof evidenceOf>[1]): string[] =>
  diagnose(topology, evidenceOf(inventory, scene)).map(short);

describe('what a camera shows', () => {
  test.each([
    ['picture_shown', 'picture_lost'],
    ['picture_clear', 'lens_dirty'],
    ['picture_undisturbed', 'stream_abnormal'],
    ['view_free', 'view_occluded'],
    ['view_in_place', 'view_moved'],
    ['colours_true', 'infrared_failure'],
    ['well_lit', 'infrared_failure'],
    ['profile_kept', 'stream_abnormal'],
    ['clock_right', 'clock_wrong'],
    ['identity_right', 'camera_misconfigured'],
  ])('bad as %s is %s', (observable, faultClass) => {
    expect(cause({ bad: [[new RegExp(`^camera-1-1\\.${observable}`), 20]] })).toEqual([
      `${faultClass} at camera-1-1: keepers`,
    ]);
  });

  test('and a wrong clock beside it are two faults', () => {
    expect(cause({ bad: [[/^camera-1-1\.(picture_shown|clock_right)/, 20]] }).sort()).toEqual([
      'clock_wrong at camera-1-1: keepers',
      'picture_lost at camera-1-1: keepers',
    ]);
  });

  test.each([
    ['picture_shown', 'picture_lost', 55],
    ['picture_shown', 'picture_lost', 340],
    ['view_free', 'view_occluded', 55],
    ['view_free', 'view_occluded', 340],
  ])('as bad in %s takes hardly any bits: with a stream off its profile it is still %s (%d s later)', (...of) => {
    const [observable, faultClass, later] = of;
    const bad: [RegExp, number][] = [
      [new RegExp(`^camera-1-1\\.${observable}`), 10],
      [/^camera-1-1\.profile_kept/, later],
    ];
    expect(cause({ bad, at: 400 })).toEqual([`${faultClass} at camera-1-1: keepers`]);
  });

  test('as it dies with its cabinet is a symptom of that', () => {
    expect(
      cause({
        bad: [
          [/^(ups-2\.mains_present|breaker-2\.energised)/, 15],
          [/^(ups|onu|switch|camera-.)-2\.reachable/, 20],
          [/^camera-1-2\.picture_shown/, 10],
        ],
        absent: /^(switch|camera-.)-2\.(link_up|authorised|media_flowing|packets_whole|profile_kept|clock_right)/,
      }),
    ).toEqual(['breaker_trip at breaker-2: keepers']);
  });

  test('a day before its cabinet died stays a fault of its own', () => {
    expect(
      cause({
        bad: [
          [/^(ups-2\.mains_present|breaker-2\.energised)/, 15],
          [/^camera-1-2\.picture_clear/, -86_400],
        ],
      }).sort(),
    ).toEqual(['breaker_trip at breaker-2: keepers', 'lens_dirty at camera-1-2: keepers']);
  });

  test('is told by the kind of fault that was found, not by the group that it belongs to', () => {
    const evidence: Evidence = {
      at: after(60),
      observations: [
        {
          element: 'camera-1-1',
          observable: 'picture_shown',
          value: false,
          at: after(20),
          from: 'alert',
          fault: 'black',
        },
      ],
    };
    expect(diagnose(topology, evidence)[0]?.candidates[0]?.for.map(({ text }) => text)).toEqual([
      { en: 'Camera camera-1-1 shows a black picture', zh: 'camera-1-1画面全黑' },
    ]);
  });

  test('is the cause of a tamper message that the camera sends with it', () => {
    const at = after(20);
    const bad = (observable: 'untampered' | 'view_in_place' | 'picture_clear') =>
      ({ element: 'camera-1-1', observable, value: false, at, from: 'alert' }) as const;
    const found = (observations: Evidence['observations']) =>
      diagnose(topology, { at: after(60), observations }).map(short);
    expect(found([bad('untampered'), bad('view_in_place')])).toEqual(['view_moved at camera-1-1: keepers']);
    expect(found([bad('untampered'), bad('picture_clear')])).toEqual(['lens_dirty at camera-1-1: keepers']);
    expect(found([bad('untampered')])).toEqual(['view_occluded at camera-1-1: keepers']);
  });
});

describe('lost packets', () => {
  test('of one camera are its own line', () => {
    expect(cause({ bad: [[/^camera-1-1\.packets_whole/, 20]] })).toEqual(['congestion at camera-1-1: keepers']);
  });

  test('of all cameras of a switch lie there, and a broken picture is a symptom of them', () => {
    expect(
      cause({ bad: [[/^camera-.-1\.packets_whole|^camera-2-1\.picture_undisturbed/, 20]] }).map((found) =>
        found.replace(/(switch|onu)-1/, 'switch-1'),
      ),
    ).toEqual(['congestion at switch-1: keepers']);
  });

  test('of the cabinets of a PON port are the carrier’s', () => {
    expect(cause({ bad: [[/^camera-.-[1234]\.packets_whole/, 20]] })).toEqual(['congestion at pon-1: telco']);
  });

  test('of many hide neither a camera that is dead nor a cabinet that is cut off', () => {
    const found = cause({
      bad: [
        [/^camera-.-[1234]\.packets_whole/, 20],
        [/^camera-2-2\.(?:reachable|media_flowing)/, 40],
        [/^(?:onu|ups|switch|camera-.)-4\.(?:reachable|media_flowing)|^onu-4\.link_up/, 40],
      ],
    });
    expect(found.toSorted()).toEqual([
      'camera_hang at camera-2-2: keepers',
      'congestion at pon-1: telco',
      expect.stringMatching(/^(?:drop_fibre_cut|onu_failure) at onu-4: /),
    ]);
  });
});

describe('what is not recorded', () => {
  const built = inventoryOf([
    { id: 'feeder-1', kind: 'feeder' },
    ...cabinetOf('1', 'feeder-1', 'splitter-1', 3),
    {
      id: 'recorder-1',
      kind: 'recorder',
      recording: { channels: [1, 2, 3].map((n) => ({ channel: `${n}`, element: `camera-${n}-1` })) },
      responsible: 'police',
      uplinks: [{ to: 'switch-1', port: 'ge9' }],
    },
  ]);
  const graph = buildTopology(built);
  type Reading = readonly [element: string, observable: (typeof observables)[number], value: boolean];
  const judged = (...readings: Reading[]) =>
    diagnose(graph, {
      at: after(60),
      observations: [['switch-1', 'reachable', true] as const, ...readings].map(([element, observable, value]) => ({
        element,
        observable,
        value,
        at: after(20),
        from: value ? 'metric' : 'alert',
      })),
    }).map(short);

  test('of one camera is a matter of its channel, and of whom the recorder belongs to', () => {
    expect(
      judged(
        ['camera-1-1', 'reachable', true],
        ['camera-1-1', 'recording_runs', false],
        ['camera-2-1', 'recording_runs', true],
        ['camera-3-1', 'recording_runs', true],
      ),
    ).toEqual(['recording_incomplete at camera-1-1: police']);
  });

  test('of all cameras lies at the recorder', () => {
    const all = ['camera-1-1', 'camera-2-1', 'camera-3-1'].map((id): Reading => [id, 'recording_runs', false]);
    expect(judged(...all)).toEqual(['recording_incomplete at recorder-1: police']);
    expect(judged(['recorder-1', 'disks_good', false], ...all)).toEqual(['disk_failure at recorder-1: police']);
  });

  test('of a camera that has fallen silent is a symptom of that', () => {
    expect(judged(['camera-1-1', 'reachable', false], ['camera-1-1', 'recording_runs', false])).toEqual([
      'camera_hang at camera-1-1: keepers',
    ]);
  });
});

test('captures that need tuning are the integrator’s', () => {
  expect(topology.partyFor('camera-1-1', 'capture_drop', after(0))).toBe('builders');
});

describe('the vocabulary', () => {
  test('puts each fault of a picture into one group', () => {
    const grouped = Object.values(pictureGroups).flat();
    expect([...grouped].sort()).toEqual([...pictureFaultIds].sort());
  });

  test('has a class for all that can be observed', () => {
    const known = faultClassIds.filter((id) => faultClasses[id].row > 0);
    expect(observables.filter((observable) => !known.some((id) => canShowIn(id, observable)))).toEqual([]);
  });

  test('says of each class in what it can show', () => {
    const anything = faultClassIds.filter((id) => observables.every((observable) => canShowIn(id, observable)));
    expect(anything).toEqual(['reported_fault', 'undetermined']);
  });

  test('numbers each class by its own row of the taxonomy', () => {
    const rows = Object.values(faultClasses).flatMap(({ row }) => (row === 0 ? [] : [row]));
    expect(new Set(rows).size).toBe(rows.length);
  });
});
