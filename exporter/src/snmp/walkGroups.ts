/** What a walk found, for the next walk of the same plan and agent. */
export interface WalkExperience {
  /** Rows by column. */
  rows: Uint16Array;
  /** Octets of the answers divided by what they held. */
  octetsPerVarbind: number;
  /** What was asked for in the same requests, as places among the single objects and then the columns; filled in by the first walk that has it. */
  groups?: readonly (readonly number[])[];
}

export const maxExpectedRows = 0xffff;

/** UDP contents of one Ethernet frame, with what SNMPv3 and a longer value may add. */
const octetsPerAnswer = 1380;

/** Columns that go into one request before a second one is made beside it, while nothing is known of them. */
const columnsPerGroup = 12;

interface Asked {
  expected: number | undefined;
  single: boolean;
}
interface Limits {
  varbindsPerAnswer: number;
  maxRepetitions: number;
  window: number;
}

/** How many varbinds of an agent go into an answer. */
export const fitting = ({ varbindsPerAnswer }: Limits, { octetsPerVarbind }: WalkExperience): number =>
  Math.max(8, Math.min(varbindsPerAnswer, Math.floor(octetsPerAnswer / octetsPerVarbind)));

/**
 * What is asked for in the same requests. Columns of as many rows go together, as many as an answer takes with all their rows and
 * one more, which says that there are no more; single objects go where place is left.
 */
export function grouped<T extends Asked>(singles: readonly T[], columns: readonly T[], limits: Limits): T[][] {
  const unknown = columns.filter(({ expected }) => expected === undefined);
  const count = Math.min(limits.window, Math.ceil(unknown.length / columnsPerGroup));
  const byRows = Map.groupBy(
    columns.filter(({ single, expected }) => !single && expected !== undefined),
    ({ expected = 0 }) => expected,
  );
  const groups: { members: T[]; left: number }[] = [
    ...chunks(unknown, Math.max(1, Math.min(limits.varbindsPerAnswer, Math.ceil(unknown.length / count)))).map(
      // So that several rows of each find place.
      (members) => ({ members, left: limits.varbindsPerAnswer - 2 * members.length }),
    ),
    ...[...byRows].flatMap(([rows, alike]) => {
      const repetitions = Math.min(rows + 1, limits.maxRepetitions, limits.varbindsPerAnswer);
      return chunks(alike, Math.floor(limits.varbindsPerAnswer / repetitions)).map((members) => ({
        members,
        left: limits.varbindsPerAnswer - members.length * repetitions,
      }));
    }),
  ];
  for (const single of [...singles, ...columns.filter((column) => column.single)]) {
    const group = groups.find(({ left }) => left > 0);
    if (group) {
      group.members.push(single);
      group.left--;
    } else groups.push({ members: [single], left: limits.varbindsPerAnswer - 1 });
  }
  return groups.map(({ members }) => members);
}

/** `grouped`, worked out once for all walks of one experience: for a small device it costs as much as its answers. */
export function groupedBy<T extends Asked>(
  experience: WalkExperience,
  singles: readonly T[],
  columns: readonly T[],
  limits: Limits,
): T[][] {
  const all = [...singles, ...columns];
  experience.groups ??= grouped(singles, columns, limits).map((group) => group.map((one) => all.indexOf(one)));
  return experience.groups.map((places) => places.flatMap((place) => all[place] ?? []));
}

export const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
