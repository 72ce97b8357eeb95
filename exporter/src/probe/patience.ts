/** Left of Prometheus' scrape timeout for the way there and back. */
const marginSeconds = 0.25;

/**
 * For how long a scrape may take, from its `X-Prometheus-Scrape-Timeout-Seconds`: half of a very short one, else a margin less.
 * Infinity where the header is absent or not a positive number; the configured deadline then decides alone.
 */
export function scrapePatienceSeconds(header: string | undefined): number {
  const timeout = Number(header);
  if (header === undefined || !Number.isFinite(timeout) || timeout <= 0) return Infinity;
  return Math.max(timeout / 2, timeout - marginSeconds);
}
