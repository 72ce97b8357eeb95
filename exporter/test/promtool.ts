import { spawnSync } from 'node:child_process';

/** What `promtool check metrics` has against an exposition; empty when nothing. */
export function promtoolFindings(text: string): string {
  const { error, status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  });
  if (error) throw new Error('promtool cannot be run; install prometheus', { cause: error });
  return status === 0 ? '' : `${stdout}${stderr}`;
}
