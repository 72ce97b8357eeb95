import path from 'node:path';
import { startChild, type ChildServer } from '../test/childServer.ts';

/** Programs of ours that run beside a bench, each in a process of its own. `script` counts from this folder, `flags` are node's. */
export function nodeChildren() {
  const running: ChildServer[] = [];
  return {
    start: (script: string, args: readonly string[], flags: readonly string[] = []): ChildServer => {
      const made = startChild(process.execPath, [...flags, path.join(import.meta.dirname, script), ...args]);
      running.push(made);
      return made;
    },
    stop: async (): Promise<void> => {
      await Promise.all(running.map((process) => process.stop()));
    },
  };
}
