/** What fping says of one address. */
export interface Echoes {
  /** Milliseconds of each request's answer, in their order; undefined where none came. */
  roundTripsMs: readonly (number | undefined)[];
  /** What a router said in place of an answer: `Host Unreachable`. */
  complaint: string | undefined;
}

export interface FpingOutput {
  byAddress: ReadonlyMap<string, Echoes>;
  /** Lines that are none of the above: faults of fping itself. */
  others: readonly string[];
}

const result = /^(\S+)\s+: ((?:(?:-|\d+(?:\.\d+)?)(?: |$))+)$/;
const routerSays = /^ICMP (.+) from \S+ for ICMP Echo sent to (\S+)/;

/** Read what `fping -C` writes to its standard error: for each address the time of each answer, `-` where none came. */
export function readFpingOutput(text: string): FpingOutput {
  const complaints = new Map<string, string>();
  const byAddress = new Map<string, Echoes>();
  const others: string[] = [];
  for (const line of text.split('\n')) {
    const [, said, about] = routerSays.exec(line) ?? [];
    if (said !== undefined && about !== undefined) {
      complaints.set(about, said);
      continue;
    }
    const [, address, times] = result.exec(line) ?? [];
    if (address !== undefined && times !== undefined) {
      const roundTripsMs = times.split(' ').map((time) => (time === '-' ? undefined : Number(time)));
      byAddress.set(address, { roundTripsMs, complaint: complaints.get(address) });
    } else if (line.trim() !== '') others.push(line.trim());
  }
  return { byAddress, others };
}
