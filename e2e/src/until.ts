import { setTimeout as pause } from 'node:timers/promises';

/**
 * Wait for a condition of the running system: asks again until the answer is neither null, undefined nor false.
 * @throws Error that says what was waited for, with the last answer's error where it failed.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  { seconds = 60, every = 0.2 } = {},
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      last = answer;
      if (answer !== null && answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    await pause(every * 1000);
  }
  throw new Error(
    `waited ${seconds} s for ${what}; last: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
  );
}
