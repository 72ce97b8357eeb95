import { subidentifiers } from '../snmp/oid.ts';
import { effortText } from '../snmp/effortText.ts';
import type { Effort, WalkedValue, WalkResult } from '../snmp/walk.ts';
import { fedBy, type MibObject } from './mibObject.ts';

/** What was read of one object, and what that took. */
export interface ReadObject {
  object: MibObject;
  cells: WalkResult['columns'][number];
  effort: Effort | undefined;
}

/** A table of 20,000 rows is told by its first. */
const maxRows = 100;
const maxOctets = 64;

/** An object in lines for people: where it stands in which MIB, what it took to read, what it feeds, and every value. */
export function explainObject(
  { object, cells, effort }: ReadObject,
  module: string,
  note: (line: string) => void,
): void {
  const { mib, object: name, oid } = object;
  note(
    `${module}: ${mib}::${name} (${oid}): ${effortText(cells.length, effort)} → ${fedBy(object).join(', ') || 'labels'}`,
  );
  for (const { index, value } of cells.slice(0, maxRows))
    note(`    .${subidentifiers(index).join('.')} = ${shown(value, object)}`);
  if (cells.length > maxRows) note(`    … and ${cells.length - maxRows} more`);
}

function shown(value: WalkedValue, { states, unknown }: MibObject): string {
  if (value === undefined) return 'cannot be read';
  if (value instanceof Uint8Array) return shownOctets(value);
  if (unknown?.includes(value)) return `${value} (not known)`;
  const state = states?.[value];
  return state === undefined ? String(value) : `${value} (${state})`;
}

function shownOctets(octets: Uint8Array): string {
  const some = Buffer.from(octets.subarray(0, maxOctets));
  const printable = some.every((octet) => octet >= 0x20 && octet < 0x7f);
  const text = printable ? JSON.stringify(some.toString('latin1')) : some.toString('hex').replace(/..(?=.)/g, '$&:');
  return octets.length > maxOctets ? `${text}… (${octets.length} octets)` : text;
}
