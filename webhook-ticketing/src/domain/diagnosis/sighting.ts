import { pictureFaultIds, type PictureFault } from '@roundsman/contract/pictureFaults.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Trust } from './parameters.ts';

/** The one observation of an element and observable that counts. */
export interface Sighting {
  /** Position of the element in the graph. */
  readonly position: number;
  readonly observable: Observable;
  /** A number that it shares with all sightings of this observable at elements of the same kind. */
  readonly like: number;
  readonly value: boolean;
  /** When it was taken, milliseconds of the epoch. */
  at: number;
  /** Of a bad one: since when, where that is known; a metric's sample only says that it was bad by then. */
  since: number | null;
  /** Of a bad picture: what was found in it. */
  readonly fault?: PictureFault | undefined;
  /** How far it can be trusted. */
  readonly trust: Trust;
  /** Its place among the bad ones, its own for as long as it is bad; -1 of a good one. */
  place: number;
}

const found = new Map(pictureFaultIds.map((fault, code) => [fault, code + 2]));

/** A number for what is said of all elements of the kind of which a sighting says the same. */
export const sayingOf = ({ like, value, fault }: Sighting): number =>
  like * (found.size + 2) + (fault === undefined ? Number(value) : (found.get(fault) ?? 0));
