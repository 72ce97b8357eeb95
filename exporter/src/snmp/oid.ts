/**
 * An object identifier as its BER content octets (X.690 section 8.19). A walk compares and cuts identifiers far more often than
 * it prints them, and octets do both without allocating.
 */
export type Oid = Uint8Array;

const maxSubidentifier = 0xffffffff;

/** The octets of a dotted identifier such as `1.3.6.1.2.1.1.3`. @throws RangeError when it is not one. */
export function oid(dotted: string): Oid {
  const parts = dotted.split('.').map(Number);
  const [first, second, ...rest] = parts;
  if (first === undefined || second === undefined || first > 2 || (first < 2 && second > 39))
    throw new RangeError(`"${dotted}" is not an object identifier`);
  const octets: number[] = [];
  for (const part of [first * 40 + second, ...rest]) {
    if (!Number.isInteger(part) || part < 0 || part > maxSubidentifier)
      throw new RangeError(`"${dotted}" is not an object identifier`);
    const septets = [part % 128];
    for (let left = Math.floor(part / 128); left > 0; left = Math.floor(left / 128))
      septets.unshift((left % 128) + 128);
    octets.push(...septets);
  }
  return Uint8Array.from(octets);
}

/** The subidentifiers from an octet onwards, plain numbers: the first one of a whole identifier is 40 × first + second. */
export function subidentifiers(octets: Oid, from = 0): number[] {
  const numbers: number[] = [];
  let value = 0;
  for (let at = from; at < octets.length; at++) {
    const octet = octets[at] ?? 0;
    value = value * 128 + (octet & 0x7f);
    if (octet < 0x80) {
      numbers.push(value);
      value = 0;
    }
  }
  return numbers;
}

/** The dotted form, for people. */
export function formatOid(octets: Oid): string {
  const numbers = subidentifiers(octets);
  const head = numbers[0] ?? 0;
  const first = Math.min(2, Math.floor(head / 40));
  numbers[0] = head - first * 40;
  return `${first}.${numbers.join('.')}`;
}

/** Whether an identifier lies in a subtree (the subtree's own root does not). */
export function isUnder(octets: Oid, subtree: Oid): boolean {
  if (octets.length <= subtree.length) return false;
  for (let at = 0; at < subtree.length; at++) if (octets[at] !== subtree[at]) return false;
  return true;
}

/** Lexicographic order by subidentifier, as GETNEXT walks: negative, zero or positive. */
export const compareOids = (a: Oid, b: Oid): number => compareStretches(a, 0, a.length, b, 0, b.length);

/** The same for identifiers that lie within other octets. */
export function compareStretches(
  a: Uint8Array,
  aFrom: number,
  aTo: number,
  b: Uint8Array,
  bFrom: number,
  bTo: number,
): number {
  const shorter = Math.min(aTo - aFrom, bTo - bFrom);
  let at = 0;
  while (at < shorter && a[aFrom + at] === b[bFrom + at]) at++;
  if (at === shorter) return aTo - aFrom - (bTo - bFrom);
  // Octets alone would order subidentifiers of unequal length wrongly: go back to where this one begins.
  while (at > 0 && ((a[aFrom + at - 1] ?? 0) & 0x80) !== 0) at--;
  return subidentifierAt(a, aFrom + at, aTo) - subidentifierAt(b, bFrom + at, bTo);
}

function subidentifierAt(octets: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const octet = octets[at] ?? 0;
    value = value * 128 + (octet & 0x7f);
    if (octet < 0x80) break;
  }
  return value;
}
