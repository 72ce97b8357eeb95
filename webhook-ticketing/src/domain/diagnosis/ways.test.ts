import { describe, expect, test } from '@jest/globals';
import type { Diagnosis, Evidence, Observation } from '@roundsman/contract/evidence.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import { after, inventoryOf } from '../../../test/cityFixture.ts';
import { buildTopology } from '../topology.ts';
import { diagnose } from './diagnose.ts';

type Wire = Parameters<typeof inventoryOf>[0][number];

/** A cabinet of which the cameras take their power from the switch; one without UPS where `ups` is false. */
const cabinet = (number: number, feeder: string, way: string, ups = true): Wire[] => {
  const at = { cabinet: `cab-${number}` };
  const source = ups ? `ups-${number}` : `supply-${number}`;
  const eyes: Wire[] = ups
    ? [
        {
          ...at,
          id: `ups-${number}`,
          kind: 'ups',
          fedBy: [`supply-${number}`],
          uplinks: [{ to: `onu-${number}` }],
          senses: [
            { input: 'main', element: `breaker-${number}` },
            { input: 'bypass', element: `meter-${number}` },
          ],
        },
      ]
    : [];
  return [
    { ...at, id: `meter-${number}`, kind: 'meter', fedBy: [feeder] },
    { ...at, id: `breaker-${number}`, kind: 'breaker', fedBy: [`meter-${number}`] },
    { ...at, id: `supply-${number}`, kind: 'cabinet_supply', fedBy: [`breaker-${number}`] },
    ...eyes,
    { ...at, id: `onu-${number}`, kind: 'onu', fedBy: [source], uplinks: [{ to: way }] },
    {
      ...at,
      id: `switch-${number}`,
      kind: 'switch',
      fedBy: [source],
      uplinks: [{ to: `onu-${number}`, port: 'lan1' }],
    },
    ...[1, 2, 3].map((camera): Wire => ({
      ...at,
      id: `camera-${number}-${camera}`,
      kind: 'camera',
      fedBy: [`switch-${number}`],
      uplinks: [{ to: `switch-${number}`, port: `ge${camera}` }],
    })),
  ];
};

const inventory = inventoryOf([
  { id: 'feeder-1', kind: 'feeder' },
  { id: 'feeder-2', kind: 'feeder' },
  { id: 'core-1', kind: 'core' },
  { id: 'olt-1', kind: 'olt', uplinks: [{ to: 'core-1' }] },
  { id: 'pon-1', kind: 'pon_port', uplinks: [{ to: 'olt-1', port: '0/1' }] },
  { id: 'splitter-1', kind: 'splitter', uplinks: [{ to: 'pon-1' }] },
  { id: 'splitter-2', kind: 'splitter', uplinks: [{ to: 'pon-1' }] },
  { id: 'sdh-1', kind: 'sdh_node', uplinks: [{ to: 'core-1' }] },
  { id: 'sdh-2', kind: 'sdh_node', uplinks: [{ to: 'sdh-1' }, { to: 'core-1' }] },
  ...cabinet(1, 'feeder-1', 'splitter-1'),
  ...cabinet(2, 'feeder-1', 'splitter-1', false),
  ...cabinet(3, 'feeder-2', 'splitter-2'),
  ...cabinet(4, 'feeder-2', 'sdh-1'),
  {
    id: 'converter-1',
    kind: 'media_converter',
    cabinet: 'cab-1',
    fedBy: ['ups-1'],
    uplinks: [{ to: 'switch-1', port: 'ge9' }],
  },
  { id: 'camera-far', kind: 'camera', cabinet: 'cab-1', fedBy: ['feeder-2'], uplinks: [{ to: 'converter-1' }] },
]);
const topology = buildTopology(inventory);

const measuredOfKind: Partial<Record<Wire['kind'], readonly Observable[]>> = {
  ups: ['reachable', 'mains_present', 'voltage_right', 'battery_good', 'inverter_good', 'surge_protected', 'door_shut'],
  olt: ['reachable'],
  pon_port: ['link_up', 'light_sent'],
  onu: ['reachable', 'link_up', 'power_held', 'light_usual', 'connection_steady', 'sends_in_turn', 'frames_intact'],
  sdh_node: ['reachable', 'section_clear', 'frames_intact'],
  switch: ['reachable', 'link_up', 'poe_budget_left', 'loop_free', 'uncongested'],
  media_converter: ['link_up'],
  camera: [
    'reachable',
    'link_up',
    'media_flowing',
    'packets_whole',
    'frames_intact',
    'full_rate',
    'poe_delivering',
    'poe_unfaulted',
    'poe_granted',
    'power_drawn',
    'keeps_running',
  ],
};

/** All is well but for what matches; what matches `gone` cannot be read. */
const evidence = (bad: RegExp, gone?: RegExp): Evidence => ({
  at: after(90),
  observations: inventory.elements.flatMap((element) => {
    const sensed = element.kind === 'meter' || element.kind === 'breaker' ? (['energised'] as const) : [];
    return [...(measuredOfKind[element.kind] ?? []), ...sensed].flatMap((observable): Observation[] => {
      const name = `${element.id}.${observable}`;
      if (bad.test(name)) return [{ element: element.id, observable, value: false, at: after(20), from: 'alert' }];
      return gone?.test(name) === true
        ? []
        : [{ element: element.id, observable, value: true, at: after(80), from: 'metric' }];
    });
  }),
});

const named = ({ faultClass, faultPoint, party }: Diagnosis): string =>
  `${faultClass} at ${faultPoint}: ${party ?? '?'}`;
const causes = (bad: RegExp, gone?: RegExp): string[] => diagnose(topology, evidence(bad, gone)).map(named);

const ofCabinet2 =
  /^(switch-2|camera-2-.)\.(link_up|poe|power|frames|full|loop|unc|media|packets|keeps)|^onu-2\.(light|conn|frames)/;

describe('power', () => {
  test('a voltage that is low at all of a feeder is the power company’s, at one cabinet behind its meter ours', () => {
    expect(causes(/^(ups-1|meter-1|breaker-1|meter-2)\.voltage_right|^camera-2-.\.keeps_running/)).toEqual([
      'brownout at feeder-1: grid',
    ]);
    expect(causes(/^ups-3\.voltage_right/)).toEqual([expect.stringContaining('brownout at')]);
  });

  test('a worn battery is a fault although the lights are on', () => {
    expect(causes(/^ups-1\.battery_good/)).toEqual(['ups_battery_worn at ups-1: keepers']);
  });

  test('a UPS on bypass with mains there has lost its inverter, whether or not it still feeds', () => {
    expect(causes(/^ups-1\.inverter_good/)).toEqual(['ups_inverter_failure at ups-1: keepers']);
  });

  test('a surge protector that gave way and several burnt ports are one stroke of lightning', () => {
    expect(causes(/^ups-1\.surge_protected|^camera-1-[12]\.(reachable|link_up|media_flowing)/)).toEqual([
      'lightning_damage at switch-1: keepers',
    ]);
  });

  test('an ONU that gasps has lost its power; one that goes without a word has failed, or its fibre', () => {
    const dead = /^(onu|switch)-2\.reachable|^camera-2-.\.(reachable|media_flowing)|^onu-2\.link_up/;
    const gasped = new RegExp(`${dead.source}|^onu-2\\.power_held`);
    expect(causes(gasped, ofCabinet2)[0]).toMatch(
      /^(service_drop|breaker_trip|cabinet_supply_failure|undetermined) at/,
    );
    expect(causes(dead, ofCabinet2)).toEqual(['onu_failure at onu-2: keepers']);
  });
});

describe('fibre', () => {
  test('less light at one ONU is its drop, at all of a PON the fibre before them', () => {
    expect(causes(/^onu-1\.(light_usual|frames_intact)/)).toEqual(['fibre_degraded at onu-1: telco']);
    expect(causes(/^onu-[123]\.light_usual/)).toEqual(['fibre_degraded at pon-1: telco']);
  });

  test('an OLT port that sends no light is no cut fibre', () => {
    const dead =
      /^(ups|onu|switch)-[123]\.reachable|^camera-([123]-.|far)\.(reachable|media_flowing)|^onu-[123]\.link_up|^pon-1\.link_up/;
    const gone = /^(switch|camera|ups|converter|breaker|meter)|^onu-.\.(light|conn|frames)/;
    expect(causes(new RegExp(`${dead.source}|^pon-1\\.light_sent`), gone)).toEqual([
      'olt_optic_failure at pon-1: telco',
    ]);
    expect(causes(dead, gone)).toEqual(['feeder_fibre_cut at pon-1: telco']);
  });

  test('neighbours that come and go name the ONU that sends out of turn', () => {
    expect(causes(/^onu-[12]\.connection_steady|^onu-3\.sends_in_turn/)).toEqual(['rogue_onu at onu-3: telco']);
  });

  test('a stream that stops behind an ONU that stays connected is no work of its neighbours', () => {
    expect(causes(/^onu-1\.connection_steady|^onu-2\.sends_in_turn|^camera-3-1\.media_flowing/)).toEqual([
      'rogue_onu at onu-2: telco',
      'stream_abnormal at camera-3-1: keepers',
    ]);
  });

  test.each([
    ['one ONU answers again, its neighbour does not', 'onu-[12].link_up', 'onu-2.reachable'],
    ['the switch of a cabinet hangs', 'switch-3.reachable', 'camera-3-[12].reachable'],
    ['a camera sends nothing yet', 'onu-1.link_up', 'camera-1-2.media_flowing'],
  ])('what comes back bit by bit is no worn fibre and no ONU out of turn: %s', (_name, ...bad) => {
    const stillBad = [...bad, 'camera-3-[12].media_flowing'];
    expect(causes(new RegExp(`^(${stillBad.join('|')})$`)).join()).not.toMatch(/rogue_onu|fibre_degraded/);
  });

  test('a worn fibre takes along what hangs on an ONU that it makes come and go', () => {
    expect(causes(/^onu-[12]\.light_usual|^onu-1\.connection_steady|^camera-1-[12]\.media_flowing/)).toEqual([
      'fibre_degraded at splitter-1: telco',
    ]);
  });
});

describe('SDH', () => {
  test('a section of a ring without signal is found although everything still answers', () => {
    expect(causes(/^sdh-2\.section_clear/)).toEqual(['sdh_section_loss at sdh-2: telco']);
  });

  test('the seconds that a section without signal errs are no second fault', () => {
    expect(causes(/^sdh-2\.(section_clear|frames_intact)/)).toEqual(['sdh_section_loss at sdh-2: telco']);
  });

  test('errored seconds are a degraded section, and packets lost behind it its symptom', () => {
    expect(causes(/^sdh-1\.frames_intact|^camera-4-[12]\.packets_whole/)).toEqual(['sdh_degraded at sdh-1: telco']);
  });
});

describe('the last metres', () => {
  test('a converter whose link is gone takes along what hangs on it', () => {
    expect(causes(/^converter-1\.link_up|^camera-far\.(reachable|media_flowing)/)).toEqual([
      'media_converter_failure at converter-1: keepers',
    ]);
  });

  test('what the port says of its power tells an open cable, a short circuit, a dead camera and one that hangs apart', () => {
    const mute = String.raw`^camera-3-1\.(reachable|media_flowing`;
    expect(causes(new RegExp(`${mute}|link_up|poe_delivering)`))).toEqual(['camera_cable_open at camera-3-1: keepers']);
    expect(causes(new RegExp(`${mute}|link_up|poe_delivering|poe_unfaulted)`))).toEqual([
      'poe_short at camera-3-1: keepers',
    ]);
    expect(causes(new RegExp(`${mute}|link_up|power_drawn)`))).toEqual(['camera_dead at camera-3-1: keepers']);
    expect(causes(new RegExp(`${mute})`))).toEqual(['camera_hang at camera-3-1: keepers']);
  });

  test('damaged frames and lost packets of one camera are its cable', () => {
    expect(causes(/^camera-3-1\.(frames_intact|packets_whole)/)).toEqual(['cable_degraded at camera-3-1: keepers']);
  });

  test('a switch that has no power left to give is the integrator’s, however many cameras are dark', () => {
    expect(
      causes(/^switch-3\.poe_budget_left|^camera-3-2\.(poe_granted|poe_delivering|link_up|reachable|media_flowing)/),
    ).toEqual(['poe_budget_exceeded at switch-3: builders']);
  });

  test('a loop is one fault, though packets of all cameras are lost', () => {
    expect(causes(/^switch-3\.loop_free|^camera-3-.\.packets_whole|^switch-3\.uncongested/)).toEqual([
      'network_loop at switch-3: keepers',
    ]);
  });

  test('a door that is open is told as what it is', () => {
    expect(causes(/^ups-3\.door_shut/)).toEqual(['cabinet_opened at ups-3: keepers']);
  });
});
