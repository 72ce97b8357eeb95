import { execFileSync, spawnSync } from 'node:child_process';

export interface SystemUser {
  uid: number;
  gid: number;
}

/** Whom PostgreSQL runs as: null for the launcher's own user, which is the answer for everybody but root. */
export function clusterUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const user = lookUp(name);
    if (user) return user;
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user "postgres" nor "nobody"');
}

function lookUp(name: string): SystemUser | null {
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null; // No such user.
  }
}

/** Whether a user may pass through a folder and all those above it. */
export function mayEnter(folder: string, { uid, gid }: SystemUser): boolean {
  const args = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--', 'test', '-x', folder];
  return spawnSync('setpriv', args, { cwd: '/', stdio: 'ignore' }).status === 0;
}
