/**
 * What node is told of the exporter's heap, in MB; the Dockerfile and `npm start` of this room say the same. By itself V8 takes what
 * the machine has: scraping a thousand switches, it holds 350 MB of what is long done with, where these hold 190 at the same cost. Of so small a heap V8 would collect all after each
 * 5 MB, a sixth of the exporter's work; so it may grow by 70 % first.
 */
export const heapFlags = ['--max-semi-space-size=16', '--max-old-space-size=512', '--heap-growing-percent=70'] as const;
