import { describe, expect, test } from '@jest/globals';
import { varbindsOf } from '../../test/snmpwalkText.ts';
import { formatOid, oid } from '../snmp/oid.ts';
import { Varbind } from '../snmp/varbind.ts';
import { dynamicRestrictions, restrict, staticRestrictions } from './filters.ts';
import { compile } from './plan.ts';
import { parseSnmpYml } from './snmpYml.ts';

/** Two columns and the plan of a module that walks them, with filters as in snmp.yml. */
function planned(walk: string, filters: string) {
  const index = 'indexes: [{ labelname: i, type: gauge }]';
  const text = `m:
  walk: ${walk}
  filters: ${filters}
  metrics:
    - { name: a, oid: 1.3.6.1.9.1.2, type: gauge, ${index} }
    - { name: b, oid: 1.3.6.1.9.1.3, type: gauge, ${index} }
`;
  const module = parseSnmpYml('snmp.yml', text, undefined).modules.get('m');
  if (!module) throw new Error('no module');
  return compile(module);
}

const names = varbindsOf(
  '.1.3.6.1.9.2.1 = STRING: "wan1"\n.1.3.6.1.9.2.2 = STRING: "lan1"\n.1.3.6.1.9.2.300 = STRING: "wan2"\n',
);
const onBoth = '[{ oid: 1.3.6.1.9.2, targets: [1.3.6.1.9.1.2, 1.3.6.1.9.1.3], values: ["^wan.*"] }]';

describe('filters', () => {
  test('of values ask for the rows one by one in which their column has one of them', () => {
    const plan = planned('[1.3.6.1.9.1.2, 1.3.6.1.9.1.3]', onBoth);
    const restrictions = plan.module.dynamicFilters.flatMap((filter) => dynamicRestrictions(filter, names));
    const { walk } = restrict(plan, restrictions);
    expect(walk.instances.map(formatOid)).toEqual([
      '1.3.6.1.9.1.2.1',
      '1.3.6.1.9.1.2.300',
      '1.3.6.1.9.1.3.1',
      '1.3.6.1.9.1.3.300',
    ]);
    expect(walk.columns).toEqual([]);
  });

  test('leave what they do not aim at to be walked', () => {
    const plan = planned('[1.3.6.1.9.1]', '[{ oid: 1.3.6.1.9.2, targets: [1.3.6.1.9.1.2], values: ["lan1"] }]');
    const restrictions = plan.module.dynamicFilters.flatMap((filter) => dynamicRestrictions(filter, names));
    const { walk, wanted } = restrict(plan, restrictions);
    expect(walk.instances.map(formatOid)).toEqual(['1.3.6.1.9.1.2.2']);
    expect(walk.columns.map(formatOid)).toEqual(['1.3.6.1.9.1.3']);
    const varbind = (dotted: string) => Varbind.of({ oid: oid(dotted), tag: 2, contents: Uint8Array.of(1) });
    expect(['1.3.6.1.9.1.2.1', '1.3.6.1.9.1.2.2', '1.3.6.1.9.1.3.1'].map((dotted) => wanted(varbind(dotted)))).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('on one target let through only the rows that all of them let through', () => {
    const two = `[${onBoth.slice(1, -1)}, { oid: 1.3.6.1.9.2, targets: [1.3.6.1.9.1.2], values: ["2$"] }]`;
    const plan = planned('[1.3.6.1.9.1.2]', two);
    const restrictions = plan.module.dynamicFilters.flatMap((filter) => dynamicRestrictions(filter, names));
    expect(restrict(plan, restrictions).walk.instances.map(formatOid)).toEqual(['1.3.6.1.9.1.2.300']);
  });

  test('of indices, as in generator.yml, ask for these rows', () => {
    const plan = planned(
      '[1.3.6.1.9.1.2, 1.3.6.1.9.1.3]',
      '{ static: [{ targets: [1.3.6.1.9.1.3], indices: ["4", "5.6"] }] }',
    );
    const { walk } = restrict(plan, staticRestrictions(plan));
    expect(walk.instances.map(formatOid)).toEqual(['1.3.6.1.9.1.3.4', '1.3.6.1.9.1.3.5.6']);
    expect(walk.columns.map(formatOid)).toEqual(['1.3.6.1.9.1.2']);
  });
});
