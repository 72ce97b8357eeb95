import { describe, expect, test } from '@jest/globals';
import { parser } from '@prometheus-io/lezer-promql';
import { observables, type Observable } from '@roundsman/contract/symptoms.ts';
import type { Observation } from '@roundsman/contract/evidence.ts';
import { pictureFaultIds } from '@roundsman/contract/pictureFaults.ts';
import { after, cabinetOf, inventoryOf } from '../../../test/cityFixture.ts';
import { expectationOf } from '../../domain/diagnosis/expectation.ts';
import { classesAt } from '../../domain/diagnosis/hypotheses.ts';
import { elementsInQuestion } from '../../domain/diagnosis/inQuestion.ts';
import { trust } from '../../domain/diagnosis/parameters.ts';
import { ScopeInQuestion } from '../../domain/diagnosis/scope.ts';
import { sightingsOf } from '../../domain/diagnosis/sightings.ts';
import { buildTopology } from '../../domain/topology.ts';
import { endDeviceReadings } from './endDeviceReadings.ts';
import { powerReadings } from './powerReadings.ts';
import type { Reading } from './reading.ts';
import { streamReadings } from './streamReadings.ts';
import { transmissionReadings } from './transmissionReadings.ts';

const all: readonly Reading[] = [...powerReadings, ...transmissionReadings, ...streamReadings, ...endDeviceReadings];
const valid = (expression: string): boolean => {
  let errors = 0;
  parser.parse(expression).iterate({ enter: ({ type }) => void (errors += type.isError ? 1 : 0) });
  return errors === 0;
};

test.each(all.map((reading) => [reading.selector('cam-1|ups-1'), reading] as const))(
  '%s is an expression that can be asked for now and in steps',
  (expression, { derived, remembered }) => {
    expect(valid(expression)).toBe(true);
    if (derived) expect(valid(`(${expression})[180s:15s]`)).toBe(true);
    else expect(valid(`${expression}[${remembered ?? '180s'}]`)).toBe(true);
  },
);

/** What the reading whose expression holds all of this makes of a sample. */
const said = (parts: readonly string[], labels: Record<string, string>, value: number): string[] =>
  all
    .filter((reading) => parts.every((part) => reading.selector('x').includes(part)))
    .flatMap((reading) => reading.read(labels, value))
    .map(({ element, observable, value: good }) => `${element} ${observable} ${good}`);

describe('a sample says', () => {
  test.each<[string, string[], Record<string, string>, number, string[]]>([
    ['a sagging voltage', ['power_element_volts'], { element_id: 'meter-1' }, 168, ['meter-1 voltage_right false']],
    ['no voltage at all', ['power_element_volts'], { element_id: 'meter-1' }, 0, []],
    ['a UPS on bypass', ['normal|battery'], { device_id: 'ups-1', source: 'bypass' }, 1, ['ups-1 inverter_good false']],
    ['a UPS as usual', ['normal|battery'], { device_id: 'ups-1', source: 'normal' }, 1, ['ups-1 inverter_good true']],
    [
      'an open door',
      ['cabinet_door_open'],
      { __name__: 'cabinet_door_open', device_id: 'ups-1' },
      1,
      ['ups-1 door_shut false'],
    ],
    [
      'a hot cabinet',
      ['cabinet_door_open'],
      { __name__: 'cabinet_temperature_celsius', device_id: 'ups-1' },
      61,
      ['ups-1 cabinet_cool false'],
    ],
    [
      'a surge protector that holds',
      ['cabinet_door_open'],
      { __name__: 'cabinet_surge_protector_ok', device_id: 'ups-1' },
      1,
      ['ups-1 surge_protected true'],
    ],
    [
      'an ONU that is lost',
      ['network_port_oper_up|onu_registered"'],
      { __name__: 'onu_registered', element_id: 'onu-1' },
      0,
      ['onu-1 link_up false'],
    ],
    ['a gasp that was the last word', ['dying_gasp'], { element_id: 'onu-1' }, 1, ['onu-1 power_held false']],
    ['a cut fibre as the last word', ['dying_gasp'], { element_id: 'onu-1' }, 0, ['onu-1 power_held true']],
    [
      'a dark optic of a PON port',
      ['optical_transmit_power_dbm'],
      { device_id: 'olt-1', element_id: 'pon-1' },
      -40,
      ['pon-1 light_sent false'],
    ],
    [
      'light that an ONU sends',
      ['optical_transmit_power_dbm'],
      { device_id: 'onu-1', element_id: '' },
      2.2,
      ['onu-1 light_sent true'],
    ],
    [
      'a section without signal',
      ['sdh_defect'],
      { device_id: 'sdh-1', element_id: '' },
      1,
      ['sdh-1 section_clear false'],
    ],
    ['a port in fault', ['state="fault"', 'PoeFault'], { element_id: 'cam-1' }, 1, ['cam-1 poe_unfaulted false']],
    [
      'a port that searches',
      ['state="delivering"', 'last_seconds'],
      { element_id: 'cam-1' },
      0,
      ['cam-1 poe_delivering false'],
    ],
    ['a camera that takes power', ['poe_port_power_watts'], { element_id: 'cam-1' }, 6, ['cam-1 power_drawn true']],
    ['a camera that takes none: the rule weighs more', ['poe_port_power_watts'], { element_id: 'cam-1' }, 0.2, []],
    ['a service that answers', ['tcp|http'], { device_id: 'server-1' }, 1, ['server-1 serving true']],
    ['a service that does not: the rule weighs more', ['tcp|http'], { device_id: 'server-1' }, 0, []],
  ])('%s', (_what, parts, labels, value, expected) => {
    // Some expressions ask for several metrics; what they are not asked for here they do not answer.
    expect(said(parts, labels, value).filter((one) => expected.length === 0 || expected.includes(one))).toEqual(
      expected,
    );
  });

  /** Samples of all sorts, of any metric. */
  const samples = [
    ['__name__', ['cabinet_surge_protector_ok', 'cabinet_door_open']],
    ['__name__', ['cabinet_water_detected', 'cabinet_temperature_celsius']],
    ['__name__', ['probe_success', 'onu_registered']],
    ['device_kind', ['onu', 'switch']],
    ['source', ['normal', 'bypass']],
    ['fault', pictureFaultIds],
    ['notification', ['video_loss', 'tamper']],
    ['reason', ['unauthorised', 'no_media']],
  ] as const;
  const seenOf = ({ read }: Reading): Set<Observable> =>
    new Set(
      samples
        .flatMap(([label, values]) => values.map((value) => ({ device_id: 'a', element_id: 'a', [label]: value })))
        .flatMap((labels) => [0, 1, 200].flatMap((value) => read(labels, value)))
        .map(({ observable }) => observable),
    );

  test('of everything that can be observed something, so that a repair can be verified', () => {
    const seen = new Set(all.flatMap((reading) => [...seenOf(reading)]));
    expect(observables.filter((one) => !seen.has(one))).toEqual([]);
  });

  test.each(all.map((reading) => [reading.selector('x'), reading] as const))(
    '%s: of what it is said to',
    (_, reading) => {
      expect([...seenOf(reading)].sort()).toEqual([...reading.says].sort());
    },
  );

  test('in time: no answer is kept for as long as a good one counts', () => {
    const late = all.filter(({ says, every }) => says.some((one) => every * 1000 > trust[one].freshFor / 2));
    expect(late.map(({ says, every }) => `${says.join()} ${every}`)).toEqual([]);
  });
});

describe('of what is far from a fault is read', () => {
  const numbers = Array.from({ length: 12 }, (_, index) => `${index + 1}`);
  const inventory = inventoryOf([
    { id: 'transformer-1', kind: 'transformer' },
    { id: 'feeder-1', kind: 'feeder', fedBy: ['transformer-1'] },
    { id: 'core-1', kind: 'core' },
    { id: 'agg-1', kind: 'aggregation', uplinks: [{ to: 'core-1' }] },
    { id: 'olt-1', kind: 'olt', uplinks: [{ to: 'agg-1' }] },
    { id: 'pon-1', kind: 'pon_port', uplinks: [{ to: 'olt-1' }] },
    { id: 'splitter-1', kind: 'splitter', uplinks: [{ to: 'pon-1' }] },
    ...numbers.flatMap((number) => cabinetOf(number, 'feeder-1', 'splitter-1', 4)),
  ]);
  const topology = buildTopology(inventory);
  const { graph } = topology;
  const widely = new Set(all.flatMap(({ says, wide }) => (wide ? says : [])));
  const at = after(60);

  test.each<[string, Observable]>([
    ['camera-1-1', 'reachable'],
    ['camera-1-1', 'packets_whole'],
    ['camera-1-1', 'recording_runs'],
    ['switch-1', 'reachable'],
    ['switch-1', 'surge_protected'],
    ['onu-1', 'link_up'],
    ['onu-1', 'light_usual'],
    ['onu-1', 'connection_steady'],
    ['ups-1', 'mains_present'],
    ['breaker-1', 'voltage_right'],
    ['pon-1', 'light_sent'],
    ['olt-1', 'reachable'],
    ['agg-1', 'frames_intact'],
  ])('all that any cause of %s having no %s says must be bad there', (element, observable) => {
    const observations = inventory.elements.flatMap(({ id }) =>
      observables.map((one): Observation => {
        const value = id !== element || one !== observable;
        return { element: id, observable: one, value, at, from: value ? 'metric' : 'alert' };
      }),
    );
    const sightings = sightingsOf(graph, { at, observations });
    const inQuestion = new ScopeInQuestion(graph);
    inQuestion.renew(sightings, [...graph.elements.keys()]);
    const far = new Set(elementsInQuestion(topology, [element]).far.map((id) => graph.positions.get(id)));
    const expected = graph.elements.flatMap((_, point) =>
      classesAt(graph, inQuestion.scope, point).flatMap((faultClass) => {
        const { certain, uncertain } = expectationOf(topology, sightings, { faultClass, point });
        return [certain, ...uncertain.flat().map(({ terms }) => terms)]
          .flatMap(({ good, bad }) => [...good, ...bad.map((place) => sightings.byPlace.at(place))])
          .flatMap((sighting) => (far.has(sighting.position) ? sighting.observable : []));
      }),
    );
    expect(expected.length).toBeGreaterThan(0);
    expect([...new Set(expected)].filter((one) => !widely.has(one))).toEqual([]);
  });
});
