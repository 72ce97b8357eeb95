import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A server in a process of its own, ended with `stop`. */
export interface ChildServer {
  process: ChildProcess;
  /** The first line on its standard output that the pattern matches. @throws when it ends before, with what it said */
  line: (pattern: RegExp) => Promise<RegExpExecArray>;
  stop: () => Promise<void>;
}

export function startChild(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): ChildServer {
  const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let ended: Error | undefined;
  const watchers = new Set<() => void>();
  const seen = (text: string): void => {
    output += text;
    for (const watcher of watchers) watcher();
  };
  child.stdout.setEncoding('utf8').on('data', seen);
  child.stderr.setEncoding('utf8').on('data', seen);
  child.stdin.on('error', () => undefined);
  child.on('error', (error) => {
    ended = new Error(`${command} cannot be run; is its Debian package installed?`, { cause: error });
    seen('');
  });
  child.on('exit', (code) => {
    ended ??= new Error(`${command} ended with ${String(code)}:\n${output}`);
    seen('');
  });
  return {
    process: child,
    line: (pattern) =>
      new Promise((resolve, reject) => {
        const watcher = (): void => {
          const match = pattern.exec(output);
          if (!match && !ended) return;
          watchers.delete(watcher);
          if (match) resolve(match);
          else reject(ended ?? new Error('ended'));
        };
        watchers.add(watcher);
        watcher();
      }),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}
