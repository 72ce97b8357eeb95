import { describe, expect, test } from '@jest/globals';
import { diagnosis as diagnosisShape } from '@roundsman/contract/evidence.ts';
import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import { city, evidenceOf, inventoryOf, cabinetOf } from '../../../test/cityFixture.ts';
import { buildTopology } from '../topology.ts';
import { diagnose } from './diagnose.ts';

const inventory = city();
const topology = buildTopology(inventory);
type Scene = Parameters<typeof evidenceOf>[1];

const verdicts = (scene: Scene): Diagnosis[] => diagnose(topology, evidenceOf(inventory, scene));
const short = ({ faultClass, faultPoint, party }: Diagnosis): string =>
  `${faultClass} at ${faultPoint}: ${party ?? '?'}`;
const cause = (scene: Scene): string[] => verdicts(scene).map(short);

/** Everything behind the ONU of a cabinet; what is measured through it is no more. */
const silent = (cabinets: string, startsAt = 20): NonNullable<Scene['bad']> => [
  [new RegExp(`^(ups|onu|switch|camera-.)-[${cabinets}]\\.reachable`), startsAt],
];
const unseen = (cabinets: string): RegExp =>
  new RegExp(`^(switch|camera-.)-[${cabinets}]\\.(link_up|authorised|media_flowing)|^(onu)-[${cabinets}]\\.link_up`);
const powerReadings = (cabinets: string): RegExp =>
  new RegExp(`^(ups-[${cabinets}]\\.mains_present|(meter|breaker)-[${cabinets}]\\.energised)`);

describe('power', () => {
  test('three cabinets of a feeder on battery: the feeder, the power company', () => {
    expect(cause({ bad: [[powerReadings('123'), 20]] })).toEqual(['area_mains_outage at feeder-1: grid']);
  });

  test('later, with empty batteries and everything there silent, it is still the feeder', () => {
    expect(
      cause({ bad: [[powerReadings('123'), 20], ...silent('123', 7200)], absent: unseen('123'), at: 7300 }),
    ).toEqual(['area_mains_outage at feeder-1: grid']);
  });

  test('while some batteries are empty and others hold, it is one fault', () => {
    expect(cause({ bad: [[powerReadings('123'), 20], ...silent('2', 3600)], absent: unseen('2'), at: 3650 })).toEqual([
      'area_mains_outage at feeder-1: grid',
    ]);
  });

  test('all feeders of a transformer dark: the transformer', () => {
    expect(cause({ bad: [[powerReadings('12345'), 20]] })).toEqual(['area_mains_outage at transformer-1: grid']);
  });

  test('one cabinet on battery with its meter alive: the breaker, the maintenance unit', () => {
    expect(cause({ bad: [[/^ups-2\.mains_present|^breaker-2\.energised/, 20]] })).toEqual([
      'breaker_trip at breaker-2: keepers',
    ]);
  });

  test('the meter dead too while the neighbours of the feeder live: the service drop, the power company', () => {
    expect(cause({ bad: [[powerReadings('2'), 20]] })).toEqual(['service_drop at meter-2: grid']);
  });

  test('two cabinets of a feeder tripped at different times while the third lives: two breakers', () => {
    expect(
      cause({
        bad: [
          [/^ups-1\.mains_present|^breaker-1\.energised/, -4000],
          [/^ups-2\.mains_present|^breaker-2\.energised/, 20],
        ],
      }).sort(),
    ).toEqual(['breaker_trip at breaker-1: keepers', 'breaker_trip at breaker-2: keepers']);
  });
});

describe('transmission', () => {
  const lastMains = (cabinets: string): Scene['lastGood'] => [[powerReadings(cabinets), -8]];

  test('all ONUs of a PON silent with mains last known good and its port without light: the feeder fibre, the carrier', () => {
    expect(
      cause({
        bad: [[/^pon-1\.link_up/, 15], ...silent('1234')],
        lastGood: lastMains('1234'),
        absent: unseen('1234'),
      }),
    ).toEqual(['feeder_fibre_cut at pon-1: telco']);
  });

  test('the ONUs behind one splitter silent: the fibre to the splitter, the carrier', () => {
    expect(cause({ bad: silent('12'), lastGood: lastMains('12'), absent: unseen('12') })).toEqual([
      'drop_fibre_cut at splitter-1: telco',
    ]);
  });

  test('one ONU silent with mains last known good: the ONU itself, which accuses nobody, with the drop as the next candidate', () => {
    const [verdict] = verdicts({ bad: silent('2'), lastGood: lastMains('2'), absent: unseen('2') });
    expect(verdict).toMatchObject({ faultClass: 'onu_failure', faultPoint: 'onu-2', party: 'keepers' });
    expect(verdict?.candidates[1]).toMatchObject({ faultClass: 'drop_fibre_cut', party: 'telco' });
    expect(verdict?.probability).toBeLessThan(0.9);
  });

  test('one ONU silent and nothing known of its power: the ONU, to the maintenance unit, not sure, the candidates kept', () => {
    const [verdict] = verdicts({ bad: silent('2'), absent: new RegExp(`${unseen('2').source}|-2\\.(mains|energ)`) });
    expect(verdict).toMatchObject({ faultClass: 'onu_failure', faultPoint: 'onu-2', party: 'keepers' });
    expect(verdict?.probability).toBeLessThan(0.7);
    expect(verdict?.candidates.length).toBeGreaterThan(1);
  });

  test('the OLT silent with all cabinets behind it: the aggregation node', () => {
    expect(
      cause({
        bad: [[/^olt-1\.(reachable|link_up)/, 15], ...silent('12345')],
        lastGood: lastMains('12345'),
        absent: new RegExp(`${unseen('12345').source}|^pon-.\\.link_up`),
      }),
    ).toEqual(['aggregation_down at olt-1: telco']);
  });

  const muteSwitch: Scene = {
    bad: [[/^(switch|camera-.)-2\.reachable/, 20]],
    absent: /^camera-.-2\.(link_up|authorised|media_flowing)/,
  };
  test('ONU and UPS answer, switch and cameras mute, the port to the switch up: the switch hangs', () => {
    expect(cause(muteSwitch)).toEqual(['switch_hang at switch-2: keepers']);
  });

  test('the same with the port down: the switch is dead', () => {
    expect(cause({ ...muteSwitch, bad: [...muteSwitch.bad, [/^switch-2\.link_up/, 15]] })).toEqual([
      'switch_dead at switch-2: keepers',
    ]);
  });
});

describe('cameras', () => {
  const streamless = /^camera-1-2\.(authorised|media_flowing)/;

  test('mute with its port up: it hangs', () => {
    expect(cause({ bad: [[/^camera-1-2\.reachable/, 20]], absent: streamless })).toEqual([
      'camera_hang at camera-1-2: keepers',
    ]);
  });

  test('mute with its port down and fed by an adapter: adapter, cable and camera are the candidates, nothing measured tells', () => {
    const [verdict] = verdicts({ bad: [[/^camera-1-2\.(reachable|link_up)/, 20]], absent: streamless });
    expect(verdict).toMatchObject({ faultPoint: 'camera-1-2', party: 'keepers' });
    expect(
      verdict?.candidates
        .slice(0, 3)
        .map(({ faultClass }) => faultClass)
        .sort(),
    ).toEqual(['camera_adapter_failure', 'camera_cable_open', 'camera_dead']);
    expect(verdict?.probability).toBeLessThan(0.6);
  });

  test('it refuses the credentials', () => {
    expect(cause({ bad: [[/^camera-1-2\.authorised/, 20]], absent: /^camera-1-2\.media_flowing/ })).toEqual([
      'credentials_changed at camera-1-2: keepers',
    ]);
  });

  test('mute long before its switch hung too: two faults, since the switch was well until then', () => {
    expect(
      cause({
        bad: [
          [/^camera-1-2\.(reachable|media_flowing)/, -1200],
          [/^(switch|camera-[23])-2\.reachable/, 20],
        ],
        absent: /^camera-.-2\.(link_up|authorised)|^camera-[23]-2\.media_flowing/,
      }).sort(),
    ).toEqual(['camera_hang at camera-1-2: keepers', 'switch_hang at switch-2: keepers']);
  });

  test('it answers and sends no video', () => {
    expect(cause({ bad: [[/^camera-1-2\.media_flowing/, 40]] })).toEqual(['stream_abnormal at camera-1-2: keepers']);
  });
});

describe('views that are not complete', () => {
  test('the first UPS of three, read before its neighbours were: no one is blamed yet, then it widens to the feeder', () => {
    const first: Scene = { bad: [[/^ups-1\.mains_present/, 5]], at: 8, readAt: -20, absent: /energised/ };
    const [early] = verdicts(first);
    expect(early?.party).toBe('keepers');
    expect(early?.candidates.map((each) => each.faultClass)).toContain('area_mains_outage');
    expect(cause({ ...first, bad: [[/^ups-[123]\.mains_present/, 5]], at: 25, readAt: 22 })).toEqual([
      'area_mains_outage at feeder-1: grid',
    ]);
  });

  test('cameras before their UPS: something of the cabinet, then its breaker', () => {
    const unpowered = /^(switch|camera-.)-2\.reachable/;
    const [early] = verdicts({
      bad: [[/^camera-.-2\.reachable/, 18]],
      at: 20,
      readAt: -25,
      absent: /^camera-.-2\.(link_up|authorised|media_flowing)/,
    });
    expect(early?.affected).toEqual(['camera-1-2', 'camera-2-2', 'camera-3-2']);
    const later = cause({
      bad: [
        [/^ups-2\.mains_present|^breaker-2\.energised/, 12],
        [unpowered, 18],
      ],
      absent: /^camera-.-2\.(link_up|authorised|media_flowing)/,
    });
    expect(later).toEqual(['breaker_trip at breaker-2: keepers']);
  });

  test('nothing bad gives no verdict, and what the inventory does not know is left out', () => {
    expect(cause({ bad: [] })).toEqual([]);
    expect(
      diagnose(topology, {
        at: '2026-05-04T03:00:00.000Z',
        observations: [
          { element: 'gone', observable: 'reachable', value: false, at: '2026-05-04T03:00:00.000Z', from: 'alert' },
        ],
      }),
    ).toEqual([]);
  });
});

describe('several faults at once', () => {
  test('a feeder without mains, a camera elsewhere that refuses the credentials, a switch that hangs: three causes', () => {
    expect(
      cause({
        bad: [
          [powerReadings('123'), 20],
          [/^camera-1-4\.authorised/, 30],
          [/^(switch|camera-.)-5\.reachable/, 25],
        ],
        absent: /^camera-.-5\.(link_up|authorised|media_flowing)/,
      }).sort(),
    ).toEqual([
      'area_mains_outage at feeder-1: grid',
      'credentials_changed at camera-1-4: keepers',
      'switch_hang at switch-5: keepers',
    ]);
  });

  test('a stream that had stalled a day before the feeder was cut stays a fault of its own', () => {
    expect(
      cause({
        bad: [
          [powerReadings('123'), 20],
          [/^camera-1-2\.media_flowing/, -86_400],
        ],
      }).sort(),
    ).toEqual(['area_mains_outage at feeder-1: grid', 'stream_abnormal at camera-1-2: keepers']);
  });
});

describe('what a verdict tells', () => {
  test('it says in both languages what speaks for it, and has the shape of the contract', () => {
    const [verdict] = verdicts({ bad: [[powerReadings('123'), 20]] });
    expect(diagnosisShape.parse(verdict)).toEqual(verdict);
    const texts = verdict?.candidates[0]?.for.map((argument) => argument.text);
    expect(texts).toContainEqual({
      en: '3 UPSes of 3 cabinets lost mains (all within 1 s: ups-1, ups-2, ups-3)',
      zh: '3 个机柜的 3 台 UPS失去市电（1 秒内先后出现：ups-1、ups-2、ups-3）',
    });
  });

  test('a dead camera under warranty is the integrator’s, after it the maintenance unit’s', () => {
    const elements = cabinetOf('1', 'feeder-1', 'splitter-1', 2).map((element) =>
      element.id === 'camera-1-1' ? { ...element, warrantyUntil: '2026-05-04' } : element,
    );
    const built = buildTopology(inventoryOf([{ id: 'feeder-1', kind: 'feeder' }, ...elements]));
    expect(built.partyFor('camera-1-1', 'camera_dead', '2026-05-04T10:00:00.000Z')).toBe('builders');
    expect(built.partyFor('camera-1-1', 'camera_dead', '2026-05-05T10:00:00.000Z')).toBe('keepers');
  });
});
