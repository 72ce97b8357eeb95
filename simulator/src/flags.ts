/** A flag's value as a whole number from 0. @throws Error naming the flag and what was given. */
export function wholeNumber(flag: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new Error(`${flag}: expected a whole number, got "${value}"`);
  return Number(value);
}
