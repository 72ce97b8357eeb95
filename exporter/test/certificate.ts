import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A certificate that nobody else trusts, as devices have them, for 30 days. */
export function selfSigned(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-certificate-'));
  const file = (name: string): string => path.join(folder, name);
  const subject = ['-subj', '/CN=device', '-days', '30'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file('key')];
  try {
    execFileSync('openssl', ['req', '-x509', ...key, '-out', file('cert'), ...subject], { stdio: 'pipe' });
    return { key: readFileSync(file('key')), cert: readFileSync(file('cert')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
