import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { FileError } from '../yamlFile.ts';
import { loadSnmpYml, parseSnmpYml } from './snmpYml.ts';

const faultsOf = (text: string, environment?: Record<string, string>): readonly string[] => {
  try {
    parseSnmpYml('snmp.yml', text, environment);
    return [];
  } catch (error) {
    if (error instanceof FileError) return error.faults;
    throw error;
  }
};

const splitText = `
auths:
  public_v2: { community: s3cret, version: 2 }
  v3:
    version: 3
    username: monitor
    security_level: authPriv
    password: passw0rd
    priv_password: pr1vate
    auth_protocol: SHA256
    priv_protocol: AES256C
    context_name: blue
modules:
  if_mib:
    walk: [1.3.6.1.2.1.2]
    get: [1.3.6.1.2.1.1.3.0]
    metrics:
      - name: sysUpTime
        oid: 1.3.6.1.2.1.1.3
        type: gauge
        help: Time up
    max_repetitions: 10
    retries: 1
    timeout: 1m1s
    allow_nonincreasing_oids: true
`;

describe('snmp.yml', () => {
  test('is read in the shape since 0.23', () => {
    const { auths, modules } = parseSnmpYml('snmp.yml', splitText, undefined);
    expect(auths.get('v3')).toMatchObject({
      version: 3,
      username: 'monitor',
      securityLevel: 'authPriv',
      authProtocol: 'SHA256',
      privProtocol: 'AES256C',
      contextName: 'blue',
    });
    expect(auths.get('v3')?.privPassword?.reveal()).toBe('pr1vate');
    expect(modules.get('if_mib')).toMatchObject({
      walk: ['1.3.6.1.2.1.2'],
      get: ['1.3.6.1.2.1.1.3.0'],
      maxRepetitions: 10,
      retries: 1,
      timeoutMs: 61_000,
      allowNonincreasingOids: true,
      auth: undefined,
    });
  });

  test('is read in the shape up to 0.22, where each module has its own secrets', () => {
    const { auths, modules } = parseSnmpYml(
      'snmp.yml',
      'ups:\n  version: 1\n  auth: { community: hidden }\n  walk: [.1.3.6.1.2.1.33]\nplain: { get: [1.3.6.1.2.1.1.3.0] }\n',
      undefined,
    );
    expect(auths.size).toBe(0);
    expect(modules.get('ups')).toMatchObject({ walk: ['1.3.6.1.2.1.33'], auth: { version: 1 } });
    expect(modules.get('ups')?.auth?.community.reveal()).toBe('hidden');
    expect(modules.get('plain')).toMatchObject({
      maxRepetitions: 25,
      retries: 3,
      timeoutMs: 5000,
      auth: { version: 2 },
    });
    expect(modules.get('plain')?.auth?.community.reveal()).toBe('public');
  });

  test('names every fault with its file and line, and quotes no value', () => {
    const faults = faultsOf(`modules:
  if_mib:
    walk: [ifTable]
    timeout: soon
    bogus: 1
    metrics:
      - name: sysUpTime
        oid: 1.3.6
        type: guage
        colour: red
`);
    expect(faults).toEqual([
      expect.stringContaining('snmp.yml:3: modules.if_mib.walk.0: expected an object identifier'),
      expect.stringMatching(/^snmp\.yml:\d+: modules\.if_mib\.metrics\.0\.type: /),
      expect.stringMatching(/^snmp\.yml:\d+: modules\.if_mib\.metrics\.0: unknown key "colour"/),
      expect.stringContaining('snmp.yml:4: modules.if_mib.timeout: expected a duration'),
      expect.stringContaining('snmp.yml:5: modules.if_mib: unknown key "bogus"'),
    ]);
  });

  test.each([
    ['a user of SNMPv3 without a name', 'auths: { a: { version: 3 } }', 'auths.a.username: expected'],
    [
      'a level that asks for a password without one',
      'auths: { a: { version: 3, username: u, security_level: authPriv, password: p } }',
      'auths.a.priv_password: expected',
    ],
    ['a flat module of SNMPv3 without a user', 'm: { version: 3, walk: [1.3] }', 'm.auth.username: expected'],
    ['a version that there is not', 'auths: { a: { version: 4 } }', 'auths.a.version: expected 1, 2 or 3'],
    [
      'an expression that is none',
      'm: { metrics: [{ name: a, oid: 1.3, type: DisplayString, regex_extracts: { X: [{ regex: "(" }] } }] }',
      'regex: expected a regular expression of Go',
    ],
    [
      'an implied index that is not the last',
      'm: { metrics: [{ name: a, oid: 1.3, type: gauge, indexes: [{ labelname: a, type: OctetString, implied: true }, { labelname: b, type: gauge }] }] }',
      'm.metrics.0.indexes.0.implied: only the last index can be',
    ],
    [
      'a moment in text without its pattern',
      'm: { metrics: [{ name: a, oid: 1.3, type: ParseDateAndTime }] }',
      'datetime_pattern: expected with the type',
    ],
    [
      'a lookup that says not where',
      'm: { metrics: [{ name: a, oid: 1.3, type: gauge, lookups: [{ labels: [x], labelname: y }] }] }',
      'oid: expected where to look',
    ],
    [
      'a hint that is none',
      'm: { metrics: [{ name: a, oid: 1.3, type: OctetString, display_hint: "1q" }] }',
      'display_hint: expected a display hint',
    ],
  ])('refuses %s', (_name, text, fault) => {
    expect(faultsOf(text).join('\n')).toContain(fault);
  });

  test('takes names and secrets from the environment only when it is told to', () => {
    const text = 'auths: { a: { version: 3, username: "${WHO}", security_level: authNoPriv, password: $PASS } }';
    const given = parseSnmpYml('snmp.yml', text, { WHO: 'ann', PASS: 'opensesame' }).auths.get('a');
    expect([given?.username, given?.password?.reveal()]).toEqual(['ann', 'opensesame']);
    const literal = parseSnmpYml('snmp.yml', text, undefined).auths.get('a');
    expect([literal?.username, literal?.password?.reveal()]).toEqual(['${WHO}', '$PASS']);
    expect(faultsOf(text, { WHO: 'ann' })).toEqual(['snmp.yml: the environment has no PASS; set it for the exporter']);
  });

  test('shows no secret to anything that prints', () => {
    const yml = parseSnmpYml('snmp.yml', splitText, undefined);
    const shown = [
      inspect(yml, { depth: 9 }),
      JSON.stringify([...yml.auths.values()]),
      `${yml.auths.get('v3')?.password}`,
    ];
    for (const text of shown) expect(text).not.toMatch(/s3cret|passw0rd|pr1vate/);
    expect(shown.join()).toContain('<secret>');
  });

  test('is put together from several files, of which each must be there and none may repeat a name', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-snmp-yml-'));
    try {
      const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
      write('auths.yml', 'auths: { a: { community: x } }');
      write('modules-1.yml', 'modules: { one: { get: [1.3.6.1.2.1.1.3.0] } }');
      write('modules-2.yml', 'modules: { two: { get: [1.3.6.1.2.1.1.3.0] } }');
      const { auths, modules } = loadSnmpYml(
        [path.join(folder, 'auths.yml'), path.join(folder, 'modules-*.yml')],
        undefined,
      );
      expect([[...auths.keys()], [...modules.keys()]]).toEqual([['a'], ['one', 'two']]);
      write('modules-3.yml', 'modules: { two: { walk: [1.3] } }');
      expect(() => loadSnmpYml([path.join(folder, 'modules-*.yml')], undefined)).toThrow('stands in');
      expect(() => loadSnmpYml([path.join(folder, 'other.yml')], undefined)).toThrow('there is no such file');
      expect(() => loadSnmpYml([path.join(folder, 'auths.yml')], undefined)).toThrow('no module stands there');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
