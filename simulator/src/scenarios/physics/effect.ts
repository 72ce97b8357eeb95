import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';

/**
 * What a fault does to an element:
 * - `no_output`, `low_output`: nothing, or too low a voltage, comes out of an element of the power path
 * - `on_bypass`: a UPS passes its input through
 * - `unpowered`: the device gets nothing, though what feeds it could give
 * - `stopped`: the device neither answers nor forwards; its ports keep their link
 * - `dead`: the same, and its ports are dark
 * - `line_open`: nothing passes the line from the element towards the core, or that of one of its uplinks
 * - `dark`: a PON port sends no light
 * - `lossy`: packets that pass the line from the element towards the core get lost
 */
export type Disorder =
  'no_output' | 'low_output' | 'on_bypass' | 'unpowered' | 'stopped' | 'dead' | 'line_open' | 'dark' | 'lossy';

/** Seconds after the scenario's zero. */
interface Lasting {
  element: string;
  from: number;
  to: number;
}
/** What happens to an element, with consequences for others. */
export type Impairment = Lasting & { what: Disorder; uplink?: number };
/** What is measured as bad of an element while that can be read. */
export type Mark = Lasting & { what: 'mark'; observable: Observable; fault?: PictureFault };
/** The battery of a UPS holds for only this share of what it should. */
export type WornBattery = Lasting & { what: 'worn_battery'; share: number };
export type Effect = Impairment | Mark | WornBattery;

/** Until the end of the scenario. */
export const forever = Number.POSITIVE_INFINITY;
