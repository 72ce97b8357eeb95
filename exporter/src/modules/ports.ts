import type { Target } from '../targets.ts';
import type { IndexPart } from './deviceModule.ts';
import type { MibObject } from './mibObject.ts';
import type { Labels } from './emit.ts';
import type { Row, Rows } from './row.ts';

/** IF-MIB ifName: what modules label ports by, whichever MIB they read them from. */
export const ifName: MibObject = {
  oid: '1.3.6.1.2.1.31.1.1.1.1',
  mib: 'IF-MIB',
  object: 'ifName',
  syntax: 'text',
};

export const ifIndex: readonly IndexPart[] = [{ label: 'ifIndex', type: 'number' }];

/**
 * Labels of the ports of a table with a column `name` (ifName) and ifIndex as its index: `port`, and `element_id` of the
 * inventory element that hangs on it. Two ports of one name would be one series twice: the later ones keep their index in the name.
 */
export function portLabels(rows: Rows<string>, target: Target): (row: Row<string>) => Labels | undefined {
  const byRow = new Map<Row<string>, Labels>();
  const taken = new Set<string>();
  for (const row of rows) {
    if (row.octets('name') === undefined) continue;
    const name = row.text('name') ?? '';
    const port = name === '' || taken.has(name) ? `${name}#${row.index.join('.')}` : name;
    taken.add(port);
    byRow.set(row, { port, element_id: target.elementsOnPorts.get(port) ?? '' });
  }
  return (row) => byRow.get(row);
}
