import { describe, expect, test } from '@jest/globals';
import { varbindsOf } from '../../test/snmpwalkText.ts';
import { compile, type ScrapePlan } from './plan.ts';
import { render } from './render.ts';
import { parseSnmpYml } from './snmpYml.ts';
import { TextBuffer } from './textBuffer.ts';

/** What a plan makes of what an agent has, family by family. */
function rendered(plan: ScrapePlan, walk: string): string {
  const { families } = render(plan, varbindsOf(walk), new TextBuffer());
  return families
    .flatMap((stretches) => stretches.map(({ text, from, to }) => text.view(from, to).toString('utf8')))
    .join('');
}

/** The samples that the metrics of a module make of what an agent has, in the notation of snmp.yml and of `snmpwalk -On`. */
function made(metrics: string, walk: string): string[] {
  const module = parseSnmpYml('snmp.yml', `m:\n  walk: [1.3]\n  metrics:\n${metrics}`, undefined).modules.get('m');
  if (!module) throw new Error('no module');
  return rendered(compile(module), walk).trimEnd().split('\n');
}

const scalar = (type: string, more = ''): string => `    - { name: m, oid: 1.3.6.1.9.1, type: ${type}${more} }\n`;
const valued = (value: string): string => `.1.3.6.1.9.1.0 = ${value}\n`;

describe('each type of a metric', () => {
  test.each([
    ['gauge', '', 'INTEGER: -5', ['m -5']],
    ['gauge', '', 'Gauge32: 4294967295', ['m 4294967295']],
    ['gauge', '', 'Timeticks: (8640050) 1 day, 0:00:00.50', ['m 8640050']],
    ['gauge', '', 'Opaque: Float: 1.5', ['m 1.5']],
    ['counter', '', 'Counter32: 7', ['m 7']],
    ['counter', '', 'Counter64: 9007199254740991', ['m 9007199254740991']],
    // Wrapped at 2^53, so that it goes on counting exactly.
    ['counter', '', 'Counter64: 9007199254740993', ['m 1']],
    ['counter', '', 'Counter64: 18446744073709551615', ['m 9007199254740991']],
    ['Float', '', 'Opaque: Float: -0.25', ['m -0.25']],
    ['Double', '', 'Opaque: Double: 3.25', ['m 3.25']],
    ['DateAndTime', '', 'Hex-STRING: 07 E8 02 1D 0C 22 38 00', ['m 1709210096']],
    ['DateAndTime', '', 'Hex-STRING: 07 E8 02 1D 0C 22 38 00 2B 01 1E', ['m 1709204696']],
    ['DateAndTime', '', 'Hex-STRING: 07 E8 02 1D 0C 22 38 00 2D 01 00', ['m 1709213696']],
    ['DateAndTime', '', 'Hex-STRING: 07 E8', ['']],
    ['ParseDateAndTime', ', datetime_pattern: "%b %d %Y"', 'STRING: "Dec 31 2999"', ['m 32503593600']],
    [
      'ParseDateAndTime',
      ', datetime_pattern: "%a %b %e %H:%M:%S %Y"',
      'STRING: "Thu Aug  8 14:28:07 2024"',
      ['m 1723127287'],
    ],
    [
      'ParseDateAndTime',
      ', datetime_pattern: "%Y-%m-%dT%T%z"',
      'STRING: "2024-08-08T14:28:07+02:00"',
      ['m 1723120087'],
    ],
    ['ParseDateAndTime', ', datetime_pattern: "%I:%M %p %d/%m/%y"', 'STRING: "01:05 PM 02/01/24"', ['m 1704200700']],
    ['ParseDateAndTime', ', datetime_pattern: "%Y"', 'STRING: "fail"', ['']],
    ['NTPTimeStamp', '', 'Hex-STRING: EB 06 77 F6 30 D1 0B 3B', ['m 1734080886']],
    ['NTPTimeStamp', '', 'Hex-STRING: EB 06', ['']],
    ['EnumAsInfo', ', enum_values: { 1: up, 2: down }', 'INTEGER: 2', ['m_info{m="down"} 1']],
    ['EnumAsInfo', ', enum_values: { 1: up }', 'INTEGER: 3', ['m_info{m="3"} 1']],
    ['EnumAsStateSet', ', enum_values: { 1: up, 2: down }', 'INTEGER: 2', ['m{m="up"} 0', 'm{m="down"} 1']],
    ['EnumAsStateSet', ', enum_values: { 1: up }', 'INTEGER: 3', ['m{m="up"} 0', 'm{m="3"} 1']],
    ['EnumAsStateSet', ', enum_values: { 1: true, 2: 7 }', 'INTEGER: 1', ['m{m="true"} 1', 'm{m="7"} 0']],
    ['Bits', ', enum_values: { 0: a, 7: b, 9: c }', 'BITS: 01 40 7 9', ['m{m="a"} 0', 'm{m="b"} 1', 'm{m="c"} 1']],
    ['OctetString', '', 'Hex-STRING: 0A FF 00', ['m{m="0x0AFF00"} 1']],
    ['OctetString', '', '""', ['m{m=""} 1']],
    ['DisplayString', '', 'STRING: "a\\"b\\\\c"', ['m{m="a\\"b\\\\c"} 1']],
    ['DisplayString', '', 'STRING: "two\nlines 城"', ['m{m="two\\nlines 城"} 1']],
    ['DisplayString', '', 'Hex-STRING: 61 FF FE 62', ['m{m="a\uFFFDb"} 1']],
    ['DisplayString', '', 'INTEGER: 12', ['m{m="12"} 1']],
    ['DisplayString', '', 'Counter64: 18446744073709551615', ['m{m="18446744073709551615"} 1']],
    ['DisplayString', '', 'OID: .1.3.6.1.4.1', ['m{m="1.3.6.1.4.1"} 1']],
    ['DisplayString', '', 'Opaque: Float: 1.5', ['m{m="1.5"} 1']],
    ['DisplayString', '', 'Opaque: Double: -1.5e-9', ['m{m="-0.0000000015"} 1']],
    ['DisplayString', '', 'Opaque: Double: 1234567890123456789012', ['m{m="1234567890123456800000"} 1']],
    ['PhysAddress48', '', 'Hex-STRING: 00 01 02 AB CD EF', ['m{m="00:01:02:AB:CD:EF"} 1']],
    ['InetAddressIPv4', '', 'IpAddress: 10.1.2.3', ['m{m="10.1.2.3"} 1']],
    ['InetAddressIPv4', '', 'Hex-STRING: 0A 01 02 03', ['m{m="10.1.2.3"} 1']],
    ['IpAddr', '', 'IpAddress: 10.1.2.3', ['m{m="10.1.2.3"} 1']],
    [
      'InetAddressIPv6',
      '',
      'Hex-STRING: 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 10',
      ['m{m="0102:0304:0506:0708:090A:0B0C:0D0E:0F10"} 1'],
    ],
    ['gauge', '', 'STRING: "12"', ['']],
    ['DateAndTime', '', 'INTEGER: 1', ['']],
    ['Bits', ', enum_values: { 0: a }', 'INTEGER: 1', ['']],
    ['gauge', ', scale: 0.5, offset: 100', 'INTEGER: 3', ['m 101.5']],
    ['gauge', ', offset: -1', 'INTEGER: 3', ['m 2']],
    ['OctetString', ', display_hint: "1x:"', 'Hex-STRING: AA 0B CC', ['m{m="AA:0B:CC"} 1']],
    ['OctetString', ', display_hint: "255a"', 'STRING: "DS212j"', ['m{m="DS212j"} 1']],
    [
      'OctetString',
      ', display_hint: "2d-1d-1d,1d:1d:1d.1d,1a1d:1d"',
      'Hex-STRING: 07 C8 05 1A 0D 1E 0F 00 2D 04 00',
      ['m{m="1992-5-26,13:30:15.0,-4:0"} 1'],
    ],
    ['OctetString', ', display_hint: "*1x:/1x:"', 'Hex-STRING: 02 AA BB CC', ['m{m="AA:BB/CC"} 1']],
  ])('%s%s shows %s', (type, more, value, samples) => {
    expect(made(scalar(type, more), valued(value))).toEqual(samples);
  });

  test.each([
    ['InetAddress', 1, 'Hex-STRING: 0A 00 00 01', '10.0.0.1'],
    [
      'InetAddress',
      2,
      'Hex-STRING: 00 01 00 02 00 03 00 04 00 05 00 06 00 07 00 08',
      '0001:0002:0003:0004:0005:0006:0007:0008',
    ],
    ['InetAddress', 16, 'STRING: "host"', '0x686F7374'],
    ['InetAddressMissingSize', 1, 'Hex-STRING: 0A 00 00 01', '10.0.0.1'],
    ['LldpPortId', 3, 'Hex-STRING: 00 11 22 33 44 55', '00:11:22:33:44:55'],
    ['LldpPortId', 5, 'STRING: "ge-0/0/1"', 'ge-0/0/1'],
    ['LldpPortId', 4, 'Hex-STRING: 01 0A', '0x010A'],
    ['LldpChassisId', 4, 'Hex-STRING: 00 11 22 33 44 55', '00:11:22:33:44:55'],
    ['LldpChassisId', 7, 'STRING: "local"', 'local'],
  ])('%s of subtype %i, which stands in the column before, shows %s', (type, subtype, value, shown) => {
    const metrics = `    - { name: a, oid: 1.3.6.1.9.1.2, type: ${type}, indexes: [{ labelname: i, type: gauge }] }\n`;
    expect(made(metrics, `.1.3.6.1.9.1.1.4 = INTEGER: ${subtype}\n.1.3.6.1.9.1.2.4 = ${value}\n`)).toEqual([
      `a{i="4",a="${shown}"} 1`,
    ]);
  });

  test('a paired type whose subtype is not there shows octets', () => {
    const metrics = `    - { name: a, oid: 1.3.6.1.9.1.2, type: InetAddress, indexes: [{ labelname: i, type: gauge }] }\n`;
    expect(made(metrics, '.1.3.6.1.9.1.2.4 = STRING: "ab"\n')).toEqual(['a{i="4",a="0x6162"} 1']);
  });
});

describe('each type of an index', () => {
  const indexed = (indexes: string, index: string): string[] =>
    made(
      `    - { name: m, oid: 1.3.6.1.9.1, type: gauge, indexes: [${indexes}] }\n`,
      `.1.3.6.1.9.1.${index} = INTEGER: 1\n`,
    );

  test.each([
    ['{ labelname: a, type: gauge }', '12', 'a="12"'],
    ['{ labelname: a, type: Integer32 }', '4294967295', 'a="4294967295"'],
    ['{ labelname: a, type: Integer }, { labelname: b, type: counter }', '1.2', 'a="1",b="2"'],
    ['{ labelname: a, type: EnumAsInfo, enum_values: { 1: ipv4 } }', '1', 'a="ipv4"'],
    ['{ labelname: a, type: EnumAsInfo, enum_values: { 1: ipv4 } }', '3', 'a="3"'],
    ['{ labelname: a, type: OctetString }, { labelname: b, type: gauge }', '2.10.255.7', 'a="0x0AFF",b="7"'],
    [
      '{ labelname: a, type: OctetString, fixed_size: 2 }, { labelname: b, type: gauge }',
      '10.255.7',
      'a="0x0AFF",b="7"',
    ],
    ['{ labelname: a, type: DisplayString }', '3.97.98.99', 'a="abc"'],
    ['{ labelname: a, type: DisplayString, implied: true }', '97.98.99', 'a="abc"'],
    ['{ labelname: a, type: DisplayString, fixed_size: 2 }', '97.98', 'a="ab"'],
    ['{ labelname: a, type: OctetString, fixed_size: 2, display_hint: "1d." }', '10.11', 'a="10.11"'],
    ['{ labelname: a, type: PhysAddress48 }', '0.1.2.171.205.239', 'a="00:01:02:AB:CD:EF"'],
    ['{ labelname: a, type: InetAddressIPv4 }', '10.0.0.1', 'a="10.0.0.1"'],
    [
      '{ labelname: a, type: InetAddressIPv6 }',
      '0.1.0.2.0.3.0.4.0.5.0.6.0.7.0.8',
      'a="0001:0002:0003:0004:0005:0006:0007:0008"',
    ],
    ['{ labelname: a, type: InetAddress }, { labelname: b, type: gauge }', '1.4.10.0.0.1.9', 'a="10.0.0.1",b="9"'],
    ['{ labelname: a, type: InetAddress }', '16.2.97.98', 'a="0x10026162"'],
    [
      '{ labelname: a, type: InetAddressMissingSize }, { labelname: b, type: gauge }',
      '1.10.0.0.1.9',
      'a="10.0.0.1",b="9"',
    ],
    // There are agents that leave out zeros at the end.
    ['{ labelname: a, type: gauge }, { labelname: b, type: gauge }', '5', 'a="5",b="0"'],
    ['{ labelname: a, type: OctetString }', '200', `a="0x${'00'.repeat(128)}"`],
  ])('%s of %s', (indexes, index, labels) => {
    expect(indexed(indexes, index)).toEqual([`m{${labels}} 1`]);
  });
});

describe('lookups', () => {
  const index = 'indexes: [{ labelname: i, type: gauge }]';
  const walk = [
    '.1.3.6.1.9.1.1.1 = INTEGER: 10',
    '.1.3.6.1.9.1.1.2 = INTEGER: 20',
    '.1.3.6.1.9.1.2.1 = STRING: "one"',
    '.1.3.6.1.9.1.3.1 = INTEGER: 7',
    '.1.3.6.1.9.1.3.2 = INTEGER: 300',
    '.1.3.6.1.9.2.1.7 = STRING: "seventh"',
    '.1.3.6.1.9.2.1.300 = STRING: "far"',
    '.1.3.6.1.9.3.1.1.7 = STRING: "both"',
    '',
  ].join('\n');
  const looked = (lookups: string): string[] =>
    made(`    - { name: m, oid: 1.3.6.1.9.1.1, type: gauge, ${index}, lookups: [${lookups}] }\n`, walk);
  const byName = '{ labels: [i], labelname: name, oid: 1.3.6.1.9.1.2, type: DisplayString }';

  test('take a label from another column, empty where the row has none', () => {
    expect(looked(byName)).toEqual(['m{i="1",name="one"} 10', 'm{i="2",name=""} 20']);
  });

  test('delete a label when they name no source', () => {
    expect(looked(`${byName}, { labels: [], labelname: i }`)).toEqual(['m{name="one"} 10', 'm{name=""} 20']);
  });

  test('are chained: the number that one found is where the next looks', () => {
    const chain = '{ labels: [i], labelname: link, oid: 1.3.6.1.9.1.3, type: gauge }';
    const next = '{ labels: [link], labelname: end, oid: 1.3.6.1.9.2.1, type: DisplayString }';
    expect(looked(`${chain}, ${next}`)).toEqual([
      'm{end="seventh",i="1",link="7"} 10',
      'm{end="far",i="2",link="300"} 20',
    ]);
  });

  test('may put several labels together', () => {
    const chain = '{ labels: [i], labelname: link, oid: 1.3.6.1.9.1.3, type: gauge }';
    const both = '{ labels: [i, link], labelname: end, oid: 1.3.6.1.9.3.1, type: DisplayString }';
    expect(looked(`${chain}, ${both}`)).toEqual(['m{end="both",i="1",link="7"} 10', 'm{end="",i="2",link="300"} 20']);
  });

  test('may overwrite the label of the index that they use', () => {
    expect(looked('{ labels: [i], labelname: i, oid: 1.3.6.1.9.1.2, type: DisplayString }')).toEqual([
      'm{i="one"} 10',
      'm{i=""} 20',
    ]);
  });

  test('show what they find as its type and hint say', () => {
    expect(looked('{ labels: [i], labelname: x, oid: 1.3.6.1.9.1.2, type: OctetString }')[0]).toBe(
      'm{i="1",x="0x6F6E65"} 10',
    );
    expect(looked('{ labels: [i], labelname: x, oid: 1.3.6.1.9.1.2, type: OctetString, display_hint: 1x. }')[0]).toBe(
      'm{i="1",x="6F.6E.65"} 10',
    );
  });

  test('of a text metric that fill its own label leave one label of that name', () => {
    const metrics = `    - { name: name, oid: 1.3.6.1.9.1.2, type: DisplayString, ${index}, lookups: [${byName}] }\n`;
    expect(made(metrics, walk)).toEqual(['name{i="1",name="one"} 1']);
  });
});

describe('regex_extracts', () => {
  const extracted = (expressions: string, value: string): string[] =>
    made(
      `    - name: m\n      oid: 1.3.6.1.9.1\n      type: DisplayString\n      regex_extracts: ${expressions}\n`,
      valued(value),
    );

  test.each([
    ["{ Temp: [{ regex: '(\\d+) C' }] }", 'STRING: "42 C"', ['mTemp 42']],
    // Anchored on both sides.
    ["{ Temp: [{ regex: '\\d+' }] }", 'STRING: "42 C"', ['']],
    ["{ Temp: [{ regex: '(a)(?P<n>[[:digit:]]+)', value: '${n}.5' }] }", 'STRING: "a7"', ['mTemp 7.5']],
    // The first that matches and gives a number wins.
    [
      "{ S: [{ regex: '.*', value: '$1' }, { regex: 'o(.)', value: '1' }, { regex: '.*', value: '0' }] }",
      'STRING: "on"',
      ['mS 1'],
    ],
    ["{ S: [{ regex: '(?i)ON', value: '1' }, { regex: '.*', value: '0' }] }", 'STRING: "on"', ['mS 1']],
    [
      "{ A: [{ regex: '(.*),.*' }], B: [{ regex: '.*,(.*)', value: '$1' }] }",
      'STRING: "1.5e3,-2"',
      ['mA 1500', 'mB -2'],
    ],
    ["{ '': [{ regex: '(.*)%' }] }", 'STRING: "12%"', ['m 12']],
  ])('%s of %s', (expressions, value, samples) => {
    expect(extracted(expressions, value)).toEqual(samples);
  });
});

describe('a module', () => {
  test('gives the widest metric all that lies below it, and walks nothing that no metric and no lookup uses', () => {
    const yml = `m:
  walk: [1.3.6.1.9.1, 1.3.6.1.9.1.2, 1.3.6.1.8]
  get: [1.3.6.1.2.1.1.3.0, 1.3.6.1.2.1.1.3.0]
  metrics:
    - { name: a, oid: 1.3.6.1.9.1.2, type: gauge, indexes: [{ labelname: i, type: gauge }], lookups: [{ labels: [i], labelname: n, oid: 1.3.6.1.9.1.7, type: DisplayString }] }
    - { name: b, oid: 1.3.6.1.9.1.2.5, type: gauge }
`;
    const module = parseSnmpYml('snmp.yml', yml, undefined).modules.get('m');
    if (!module) throw new Error('no module');
    const plan = compile(module);
    const dotted = (oids: readonly Uint8Array[]): string[] => oids.map((octets) => Buffer.from(octets).toString('hex'));
    expect(dotted(plan.walk.columns)).toEqual(['2b0601090102', '2b0601090107']);
    expect(dotted(plan.walk.instances)).toEqual(['2b06010201010300']);
    expect(rendered(plan, '.1.3.6.1.9.1.2.5 = INTEGER: 1\n.1.3.6.1.9.1.7.5 = STRING: "x"\n')).toBe(
      'a{i="5",n="x"} 1\n',
    );
  });

  test('names the families in which two rows came to the same labels', () => {
    const metrics =
      '    - { name: a, oid: 1.3.6.1.9.1, type: gauge, indexes: [{ labelname: i, type: gauge }], lookups: [{ labelname: i }] }\n';
    const module = parseSnmpYml('snmp.yml', `m:\n  metrics:\n${metrics}`, undefined).modules.get('m');
    if (!module) throw new Error('no module');
    const { suspects } = render(
      compile(module),
      varbindsOf('.1.3.6.1.9.1.1 = INTEGER: 1\n.1.3.6.1.9.1.2 = INTEGER: 1\n'),
      new TextBuffer(),
    );
    expect([...suspects]).toEqual([0]);
  });
});
