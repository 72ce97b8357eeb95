// Makes what docker-compose.yml needs and no repository may hold: random secrets, and a certificate for the ticketing service.
// node scripts/composeSecrets.mjs; what is there already is kept. Put a certificate of your own in place of the one made here.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Advice, fail } from './bootstrap/progress.mjs';

/** @param {string} folder */
export function makeComposeSecrets(folder) {
  // The folder is closed to others; its files are open, since the services in the containers are other users.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  /** @param {string} name @param {() => string} make */
  const keep = (name, make) => {
    const file = path.join(folder, name);
    if (!existsSync(file)) writeFileSync(file, `${make()}\n`, { mode: 0o444 });
    return readFileSync(file, 'utf8').trim();
  };
  for (const name of ['webhook_token', 'service_token', 'metrics_token']) {
    keep(name, () => randomBytes(32).toString('base64url'));
  }
  for (const name of ['admin_password', 'operator_password', 'engineer_password']) {
    keep(name, () => randomBytes(12).toString('base64url'));
  }
  const password = keep('database_password', () => randomBytes(24).toString('base64url'));
  keep('database_url', () => `postgresql://roundsman:${password}@postgres:5432/roundsman`);
  const [key, certificate] = ['ticketing_key', 'ticketing_certificate'].map((name) => path.join(folder, name));
  if (key && certificate && !existsSync(certificate)) makeCertificate(key, certificate);
}

/** Self-signed, for the names by which containers and this machine reach the service. @param {string} key @param {string} certificate */
function makeCertificate(key, certificate) {
  const names = 'subjectAltName=DNS:ticketing,DNS:localhost,IP:127.0.0.1';
  try {
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '825'],
        ...['-subj', '/CN=Roundsman ticketing', '-addext', names, '-keyout', key, '-out', certificate],
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Advice(`openssl made no certificate (${why}); install with: apt-get install openssl`);
  }
  execFileSync('chmod', ['444', key, certificate]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../.roundsman/compose', import.meta.url));
  try {
    makeComposeSecrets(folder);
    process.stdout.write(`secrets are in ${folder}; log in as "operator" with ${folder}/operator_password\n`);
  } catch (error) {
    fail(error);
  }
}
