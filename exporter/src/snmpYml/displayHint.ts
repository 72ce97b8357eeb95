/** Renders octets as a DISPLAY-HINT of RFC 2579 section 3.1 says. */
export type DisplayHint = (octets: Uint8Array) => string;

interface Step {
  /** The next octet says how often the step is repeated. */
  repeated: boolean;
  octets: number;
  format: string;
  separator: string;
  /** Ends a repetition. */
  terminator: string;
}

const specification = /(?<repeat>\*?)(?<octets>\d+)(?<format>[xdoat])(?:(?<separator>[^\d*])(?<terminator>[^\d*])?)?/y;

/** A hint for octet strings, such as `1x:` or `255a`; undefined when it is none. */
export function displayHint(hint: string): DisplayHint | undefined {
  const steps: Step[] = [];
  specification.lastIndex = 0;
  while (specification.lastIndex < hint.length) {
    const groups = specification.exec(hint)?.groups;
    if (!groups) return undefined;
    const { repeat = '', octets = '', format = '', separator = '', terminator = '' } = groups;
    // Only after a repetition a second character means something.
    if (terminator !== '' && repeat === '') return undefined;
    steps.push({ repeated: repeat !== '', octets: Number(octets), format, separator, terminator });
  }
  const last = steps.at(-1);
  // A step that takes nothing would go on for ever.
  if (!last || steps.some(({ octets, repeated }) => octets === 0 && !repeated)) return undefined;
  return (value) => rendered(steps, last, value);
}

function rendered(steps: readonly Step[], last: Step, value: Uint8Array): string {
  let text = '';
  let at = 0;
  for (let number = 0; at < value.length; number++) {
    const { repeated, octets, format, separator, terminator } = steps[number] ?? last;
    let times = 1;
    if (repeated) times = value[at++] ?? 0;
    for (; times > 0 && at < value.length; times--) {
      text += piece(value.subarray(at, at + octets), format);
      at += octets;
      if (octets === 0) break;
      const ends = times === 1 && terminator !== '';
      // A separator at the very end is left out.
      if (at < value.length && !ends) text += separator;
      else if (at < value.length) text += terminator;
    }
    if (octets === 0) at = Math.max(at, 1);
  }
  return text;
}

function piece(octets: Uint8Array, format: string): string {
  if (format === 'a') return Buffer.from(octets).toString('latin1');
  if (format === 't') return Buffer.from(octets).toString('utf8');
  let number = 0n;
  for (const octet of octets) number = number * 256n + BigInt(octet);
  if (format === 'd') return number.toString();
  if (format === 'o') return number.toString(8);
  return number
    .toString(16)
    .toUpperCase()
    .padStart(octets.length * 2, '0');
}
