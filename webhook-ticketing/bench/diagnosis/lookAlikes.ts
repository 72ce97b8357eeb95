import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Topology } from '../../src/domain/topology.ts';

interface Pair {
  one: FaultClassId;
  other: FaultClassId;
  /** Absent: wherever both can strike. */
  where?: (topology: Topology, point: string) => boolean;
}

const isFedByItsPort = (topology: Topology, point: string): boolean =>
  topology.element(point)?.fedBy.some((feeder) => topology.element(feeder)?.kind === 'switch') ?? false;

/** What nothing but a visit can tell apart, with the reason in docs/diagnosis.md: for these either name is right. */
export const visitOnly: readonly Pair[] = [
  { one: 'drop_fibre_cut', other: 'onu_failure' },
  {
    one: 'camera_adapter_failure',
    other: 'camera_cable_open',
    where: (topology, point) => !isFedByItsPort(topology, point),
  },
  { one: 'camera_adapter_failure', other: 'camera_dead', where: (topology, point) => !isFedByItsPort(topology, point) },
  { one: 'camera_cable_open', other: 'camera_dead' },
];

/** A converter that keeps its link and the one camera behind it: whichever hangs, the same is silent. */
const behindConverter = (topology: Topology, one: Named, other: Named): boolean =>
  one.faultClass === 'media_converter_failure' &&
  other.faultClass === 'camera_hang' &&
  (topology.element(other.faultPoint)?.uplinks.some(({ to }) => to === one.faultPoint) ?? false);

interface Named {
  faultClass: FaultClassId;
  faultPoint: string;
}

/** Whether what was said is right of a fault, point and class. */
export const countsAs = (topology: Topology, said: Named, truth: Named): boolean =>
  (said.faultPoint === truth.faultPoint &&
    (said.faultClass === truth.faultClass ||
      visitOnly.some(
        ({ one, other, where }) =>
          ((said.faultClass === one && truth.faultClass === other) ||
            (said.faultClass === other && truth.faultClass === one)) &&
          (where?.(topology, truth.faultPoint) ?? true),
      ))) ||
  behindConverter(topology, said, truth) ||
  behindConverter(topology, truth, said);
