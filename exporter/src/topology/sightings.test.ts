import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Sightings } from './sightings.ts';

test('what switches have learned is what each said last, however often they were read', () => {
  const reading = fc.record({
    device: fc.constantFrom('a', 'b', 'c'),
    learned: fc.uniqueArray(fc.constantFrom('m1', 'm2', 'm3', 'm4')),
  });
  fc.assert(
    fc.property(fc.array(reading), (readings) => {
      const sightings = new Sightings();
      const last = new Map<string, readonly string[]>();
      for (const { device, learned } of readings) {
        const sighting = { device, port: '1', addresses: learned.length, through: false };
        sightings.replace(
          device,
          learned.map((address) => [address, sighting]),
        );
        last.set(device, learned);
      }
      for (const address of ['m1', 'm2', 'm3', 'm4'])
        expect(
          sightings
            .of(address)
            .map(({ device }) => device)
            .sort(),
        ).toEqual([...last].flatMap(([device, learned]) => (learned.includes(address) ? [device] : [])).sort());
    }),
  );
});
