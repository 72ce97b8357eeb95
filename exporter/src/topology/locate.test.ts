import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { locate, type Sighting } from './locate.ts';

/** A tree of switches, each with the one above it, and cameras each on a port of its own at some switch. */
const networks = fc
  .record({
    above: fc.array(fc.nat(), { maxLength: 7 }),
    cameras: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
  })
  .map(({ above, cameras }) => {
    const count = above.length + 1;
    return {
      // Switch 0 is the top; every other one hangs on one that came before it.
      parents: above.map((choice, at) => choice % (at + 1)),
      cameras: cameras.map((choice) => choice % count),
    };
  });

/** What all switches have learned when everybody has talked: each address at the port that leads to it. */
function sightingsOf({ parents, cameras }: { parents: number[]; cameras: number[] }, knowsNeighbours: boolean) {
  const count = parents.length + 1;
  const neighbours = (node: number): number[] => [
    ...(node > 0 ? [parents[node - 1] ?? 0] : []),
    ...parents.flatMap((parent, at) => (parent === node ? [at + 1] : [])),
  ];
  const behind = (from: number, towards: number): Set<number> => {
    const found = new Set([towards]);
    for (const node of found)
      for (const next of neighbours(node)) if (next !== from || node !== towards) found.add(next);
    found.delete(from);
    return found;
  };
  const byCamera = cameras.map((): Sighting[] => []);
  for (let node = 0; node < count; node++) {
    const device = `switch-${node}`;
    cameras.forEach((at, camera) => {
      if (at === node) byCamera[camera]?.push({ device, port: `camera-${camera}`, addresses: 1, through: false });
    });
    for (const next of neighbours(node)) {
      const there = behind(node, next);
      const learned = cameras.flatMap((at, camera) => (there.has(at) ? [camera] : []));
      for (const camera of learned)
        byCamera[camera]?.push({ device, port: `to-${next}`, addresses: learned.length, through: knowsNeighbours });
    }
  }
  return byCamera;
}

describe('a device is located', () => {
  test('nowhere when nobody has learned it, or only ports that lead on have', () => {
    expect(locate([])).toBeUndefined();
    expect(locate([{ device: 'a', port: '1', addresses: 1, through: true }])).toBeUndefined();
  });

  test('nowhere when two ports are as near', () => {
    const at = (device: string): Sighting => ({ device, port: '1', addresses: 2, through: false });
    expect(locate([at('a'), at('b')])).toBeUndefined();
  });

  test('where it hangs in any tree of switches that know their neighbours', () => {
    fc.assert(
      fc.property(networks, (network) => {
        sightingsOf(network, true).forEach((sightings, camera) => {
          expect(locate(sightings)).toMatchObject({
            device: `switch-${network.cameras[camera]}`,
            port: `camera-${camera}`,
          });
        });
      }),
    );
  });

  test('where it hangs or nowhere, never wrongly, when no switch knows its neighbours', () => {
    let located = 0;
    fc.assert(
      fc.property(networks, (network) => {
        sightingsOf(network, false).forEach((sightings, camera) => {
          const found = locate(sightings);
          if (!found) return;
          located++;
          expect(found.port).toBe(`camera-${camera}`);
        });
      }),
    );
    expect(located).toBeGreaterThan(0);
  });
});
