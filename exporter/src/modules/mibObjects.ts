import type { MibObject, Syntax } from './mibObject.ts';

type Rest = Omit<MibObject, 'oid' | 'mib' | 'object' | 'syntax'>;

/** Declares objects of one MIB under one root: suffix of the identifier, name, syntax, and what becomes of it. */
export const mibObjects =
  (mib: string, root: string) =>
  (suffix: string, object: string, syntax: Syntax, rest: Rest = {}): MibObject => ({
    oid: `${root}.${suffix}`,
    mib,
    object,
    syntax,
    ...rest,
  });
