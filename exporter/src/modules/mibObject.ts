import type { ProbeMetric } from '../probe/exposition.ts';

/** How an object's value is coded (RFC 2578 section 7, RFC 2579). */
export type Syntax =
  | 'integer'
  | 'gauge'
  | 'counter'
  | 'counter64'
  | 'timeTicks'
  | 'text'
  | 'octets'
  | 'macAddress'
  | 'bits'
  | 'dateAndTime'
  | 'objectId';

/** One object of a MIB, and what becomes of it. The words are ours; names and numbers are the MIB's. */
export interface MibObject {
  /** Without instance: of the scalar, or of the column. */
  oid: string;
  mib: string;
  object: string;
  syntax: Syntax;
  /** Our names for the values of an enumeration. */
  states?: Readonly<Record<number, string>>;
  /** One unit of the object in base units of the metric: 0.1 where the object counts tenths. */
  scale?: number;
  /** Values by which an agent says that it does not know. */
  unknown?: readonly number[];
  /** The metric that the object is plainly mapped to: its value scaled, its state as a state set, or 1 and 0 by `one`. */
  metric?: ProbeMetric;
  /** The values that count as 1 in a plain mapping to a metric of 1 and 0. */
  one?: readonly number[];
  /** The metrics that `normalise` or the labels make of it. */
  feeds?: readonly ProbeMetric[];
}

/** The metrics that an object feeds. */
export const fedBy = (object: MibObject): readonly ProbeMetric[] => [
  ...(object.metric === undefined ? [] : [object.metric]),
  ...(object.feeds ?? []),
];
