import type { ProbeReport } from './runner.ts';

/** A report for a person: how it ended, what happened in which order, and what Prometheus gets. */
export const explained = (id: string, group: string, { outcome, durationSeconds, log, text }: ProbeReport): string =>
  `${id}, ${group}: ${outcome} in ${(durationSeconds * 1000).toFixed(1)} ms\n\n${log.join('\n')}\n\n${text}`;
