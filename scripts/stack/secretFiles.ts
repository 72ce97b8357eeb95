import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Tokens between the services, then passwords of people. */
export const secretNames = [
  'webhook.token',
  'service.token',
  'metrics.token',
  'database.password',
  'admin.password',
  'operator.password',
  'engineer.password',
] as const;
export type SecretName = (typeof secretNames)[number];

export interface SecretFiles {
  folder: string;
  values: Record<SecretName, string>;
  /** Where a secret stands, for the configurations, which name files only. */
  file: (name: SecretName) => string;
}

/** Random secrets, made at the first start and kept: files that only their owner may read, in a folder of theirs. */
export function secretFiles(folder: string): SecretFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = (name: SecretName): string => path.join(folder, name);
  const value = (name: SecretName): string => {
    try {
      writeFileSync(file(name), `${randomBytes(name.endsWith('.password') ? 12 : 32).toString('base64url')}\n`, {
        mode: 0o600,
        flag: 'wx',
      });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    return readFileSync(file(name), 'utf8').trim();
  };
  return {
    folder,
    file,
    values: {
      'webhook.token': value('webhook.token'),
      'service.token': value('service.token'),
      'metrics.token': value('metrics.token'),
      'database.password': value('database.password'),
      'admin.password': value('admin.password'),
      'operator.password': value('operator.password'),
      'engineer.password': value('engineer.password'),
    },
  };
}
