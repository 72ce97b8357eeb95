import { describe, expect, test } from '@jest/globals';
import { parser } from '@prometheus-io/lezer-promql';
import { observables, type Observable } from '@roundsman/contract/symptoms.ts';
import { endDeviceReadings } from './endDeviceReadings.ts';
import { powerReadings } from './powerReadings.ts';
import type { Reading } from './reading.ts';
import { transmissionReadings } from './transmissionReadings.ts';

const all: readonly Reading[] = [...powerReadings, ...transmissionReadings, ...endDeviceReadings];
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
    ['an ONU that is lost', ['onu_registered{'], { element_id: 'onu-1' }, 0, ['onu-1 link_up false']],
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

  test('of everything that can be observed something, so that a repair can be verified', () => {
    const samples = [0, 1, 200];
    const metrics = [
      'power_input_volts',
      'cabinet_surge_protector_ok',
      'cabinet_door_open',
      'cabinet_water_detected',
      'cabinet_temperature_celsius',
    ];
    const labelled = metrics.flatMap((metric) =>
      ['normal', 'bypass'].map((source) => ({
        __name__: metric,
        input: 'main',
        device_id: 'a',
        element_id: 'a',
        source,
      })),
    );
    const seen = new Set<Observable>(
      all
        .flatMap(({ read }) => labelled.flatMap((labels) => samples.flatMap((value) => read(labels, value))))
        .map(({ observable }) => observable),
    );
    const ofStreams: readonly string[] = ['authorised', 'media_flowing', 'signal_present', 'untampered'];
    const ofPictures = /^(picture_|view_|colours_|well_)/;
    expect(observables.filter((one) => !seen.has(one) && !ofStreams.includes(one) && !ofPictures.test(one))).toEqual(
      [],
    );
  });
});
