/** A port at which an address has been learned. */
export interface Sighting {
  device: string;
  port: string;
  /** How many addresses have been learned there. */
  addresses: number;
  /** The port leads to other switches. */
  through: boolean;
}

/**
 * Where a device hangs: every switch on the way to it learns its address, but only one has it at a port that does not lead on to
 * another switch. Of several, the one with the fewest addresses is nearest; undefined where two are as near, or all lead on.
 */
export function locate(sightings: readonly Sighting[]): Sighting | undefined {
  const ends = sightings.filter(({ through }) => !through);
  const fewest = Math.min(...ends.map(({ addresses }) => addresses));
  const [nearest, ...others] = ends.filter(({ addresses }) => addresses === fewest);
  return others.length === 0 ? nearest : undefined;
}
