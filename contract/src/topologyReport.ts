import { z } from 'zod';
import { identifier } from './inventory/schema.ts';
import { localizedText } from './text.ts';

/**
 * How what a switch says differs from the inventory:
 * - `misplaced`: an element hangs on another port or another switch
 * - `unknown_device`: the inventory knows no such address
 * - `not_seen`: nothing has been heard of an element whose port is up
 * - `unexpected_neighbour`: another switch than the inventory says is at the other end (LLDP)
 */
export const differenceKinds = ['misplaced', 'unknown_device', 'not_seen', 'unexpected_neighbour'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** A port of a device; without `port` where the inventory does not say which. */
const place = z.strictObject({ device: identifier, port: z.string().optional() });

export const topologyDifference = z.strictObject({
  kind: z.enum(differenceKinds),
  /** The switch that shows it, its port, and the site where it stands; empty where the inventory knows none. */
  device: identifier,
  port: z.string(),
  site: z.string(),
  /** The element concerned. Of an unknown device: the one that should be there. */
  element: identifier.optional(),
  mac: z.string().optional(),
  /** What the device calls itself over LLDP. */
  name: z.string().optional(),
  /** Where the inventory has the element. */
  inventory: z.array(place),
  seenAt: z.iso.datetime(),
  says: localizedText,
  /** What to do. */
  advice: localizedText,
});
export type TopologyDifference = z.infer<typeof topologyDifference>;

/** `GET /discover` of the exporter. */
export const topologyReport = z.strictObject({
  at: z.iso.datetime(),
  /** How many switches were compared. */
  compared: z.int().min(0),
  /** Switches that were not: never read, or not for too long. */
  notCompared: z.array(z.strictObject({ device: identifier, lastRead: z.iso.datetime().optional() })),
  /** Switches of which no port is known to be the uplink: unknown devices on ports of which the inventory says nothing are not told. */
  uplinkUnknown: z.array(identifier),
  differences: z.array(topologyDifference),
  /** What was left out of the lists above to keep the answer bounded. */
  omitted: z.int().min(0),
});
export type TopologyReport = z.infer<typeof topologyReport>;
