/** A flag's value as a whole number from 0. @throws Error naming the flag and what was given. */
export function wholeNumber(flag: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new Error(`${flag}: expected a whole number, got "${value}"`);
  return Number(value);
}

/** A flag's value as a share from 0 to 1. @throws Error naming the flag and what was given. */
export function ratio(flag: string, value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !(number >= 0 && number <= 1)) throw new Error(`${flag}: expected 0 to 1, got "${value}"`);
  return number;
}
