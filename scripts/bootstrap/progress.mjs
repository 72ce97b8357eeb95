/** Seconds, as a person reads them. @param {number} milliseconds */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;

/**
 * One line a step, when it is done: what it was and how long it took. A step that fails is named before its error goes on.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const began = performance.now();
  const line = (/** @type {string} */ mark) =>
    process.stdout.write(`  ${mark}  ${name.padEnd(32)}${seconds(performance.now() - began).padStart(8)}\n`);
  try {
    const result = await work();
    line('✓');
    return result;
  } catch (error) {
    line('✗');
    throw error;
  }
}

/**
 * A step that takes long and has the terminal to itself: shown while it runs, too.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function longStep(name, work) {
  if (process.stdout.isTTY) process.stdout.write(`  …  ${name}\r`);
  return step(name, work);
}

/** A fault that the person at the terminal can put right: said in its own words, without a stack trace. */
export class Advice extends Error {}

/** Prints what went wrong and ends with status 1. @param {unknown} error */
export function fail(error) {
  const known = error instanceof Error && (error instanceof Advice || 'advice' in error);
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
