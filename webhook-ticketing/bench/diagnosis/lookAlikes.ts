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

/** Whether naming `said` at the point of a fault of class `truth` is right. */
export const countsAs = (topology: Topology, point: string, said: FaultClassId, truth: FaultClassId): boolean =>
  said === truth ||
  visitOnly.some(
    ({ one, other, where }) =>
      ((said === one && truth === other) || (said === other && truth === one)) && (where?.(topology, point) ?? true),
  );
