import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadInventory } from '@roundsman/contract/inventory/load.ts';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../exporter/src/config.ts';
import { parseConfig } from '../webhook-ticketing/src/config.ts';
import { makeComposeSecrets } from './composeSecrets.mjs';
import { endpointsOf, firstAccounts } from './stack/accounts.ts';
import { root } from './stack/stackFolder.ts';

const service = z.looseObject({
  image: z.string().optional(),
  build: z.strictObject({ context: z.literal('.'), dockerfile: z.string() }).optional(),
  command: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.union([z.string(), z.strictObject({ source: z.string(), target: z.string() })])).default([]),
  healthcheck: z.looseObject({ test: z.array(z.string()).min(2) }).optional(),
  depends_on: z.record(z.string(), z.looseObject({ condition: z.string() })).default({}),
});
const file = path.join(root, 'docker-compose.yml');
const text = readFileSync(file, 'utf8');
const compose = z
  .looseObject({
    services: z.record(z.string(), service),
    volumes: z.record(z.string(), z.unknown()),
    secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
  })
  .parse(parse(text, { merge: true }));
const services = Object.entries(compose.services);
const dockerfile = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const dockerfiles = services.flatMap(([, { build }]) => (build ? [build.dockerfile] : []));
const inRepository = (name: string): string => path.join(root, name);

let secrets: string;
beforeAll(() => {
  secrets = path.join(mkdtempSync(path.join(tmpdir(), 'roundsman-compose-')), 'secrets');
  makeComposeSecrets(secrets);
});
afterAll(() => rmSync(path.dirname(secrets), { recursive: true, force: true }));

describe('docker-compose.yml', () => {
  test('pins every image to a release', () => {
    const bases = dockerfiles.map((name) => /^FROM (\S+)$/m.exec(dockerfile(name))?.[1]);
    for (const image of [...services.flatMap(([, { image }]) => (image ? [image] : [])), ...bases]) {
      expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+(\.\d+)?(-[\w-]+)?$/);
    }
  });

  test('mounts only what is there, and only to be read where it is of the repository', () => {
    const mounts = services.flatMap(([, { volumes }]) => volumes.map((mount) => mount.split(':')));
    for (const [from = '', , mode] of mounts) {
      if (from.startsWith('./'))
        expect({ from, there: existsSync(inRepository(from)), mode }).toEqual({ from, there: true, mode: 'ro' });
      else expect(Object.keys(compose.volumes)).toContain(from);
    }
  });

  test('publishes ports on loopback only, none twice', () => {
    const ports = services.flatMap(([, { ports: published }]) => published);
    expect(ports.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toEqual([]);
    expect(new Set(ports.map((port) => port.split(':')[1])).size).toBe(ports.length);
  });

  test('knows of every service whether it is healthy, and waits only for services that it has', () => {
    for (const [name, { healthcheck, build, depends_on }] of services) {
      const checked = healthcheck !== undefined || (build && /^HEALTHCHECK /m.test(dockerfile(build.dockerfile)));
      expect({ name, checked: Boolean(checked) }).toEqual({ name, checked: true });
      for (const other of Object.keys(depends_on)) expect(Object.keys(compose.services)).toContain(other);
    }
  });

  test('has every secret in a file, each of which is made or provided', () => {
    for (const [name, { file: from }] of Object.entries(compose.secrets)) {
      const made = from.startsWith('./.roundsman/compose/');
      expect({ name, there: existsSync(made ? path.join(secrets, path.basename(from)) : inRepository(from)) }).toEqual({
        name,
        there: true,
      });
    }
    for (const [name, { secrets: used, environment }] of services) {
      for (const secret of used)
        expect(Object.keys(compose.secrets)).toContain(typeof secret === 'string' ? secret : secret.source);
      const inline = Object.keys(environment).filter((key) => /PASSWORD|TOKEN|SECRET/.test(key) && !/_FILE$/.test(key));
      expect({ name, inline }).toEqual({ name, inline: [] });
    }
  });

  test('gives each service the secrets that its configuration names', () => {
    const named = (config: string): string[] =>
      [...config.matchAll(/\/run\/secrets\/(\w+)/g)].map(([, name]) => name ?? '');
    const configs: Record<string, string[]> = {
      exporter: ['provisioning/compose/exporter.yml'],
      ticketing: ['provisioning/compose/ticketing.yml', 'provisioning/compose/accounts.yml'],
      prometheus: ['provisioning/prometheus/prometheus.yml'],
      alertmanager: ['provisioning/alertmanager/alertmanager.yml'],
      grafana: ['provisioning/grafana/datasources/roundsman.yml', 'provisioning/grafana/plugins/roundsman.yml'],
    };
    for (const [name, files] of Object.entries(configs)) {
      const given = compose.services[name]?.secrets;
      for (const secret of files.flatMap((config) => named(readFileSync(inRepository(config), 'utf8')))) {
        expect({ name, given }).toEqual({ name, given: expect.arrayContaining([secret]) });
      }
    }
  });

  test('lets Grafana load the plugins of the repository unsigned, no others', () => {
    const ids = ['', 'panels/work-orders', 'datasource'].map(
      (folder) =>
        z
          .object({ id: z.string() })
          .parse(JSON.parse(dockerfile(path.join('grafana-plugin/src', folder, 'plugin.json')))).id,
    );
    expect(
      compose.services['grafana']?.environment['GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS']?.split(',').sort(),
    ).toEqual(ids.sort());
  });

  const plugin = spawnSync('docker', ['compose', 'version']).status === 0;
  (plugin ? test : test.skip)("is accepted by docker's compose plugin (skipped where that is not installed)", () => {
    execFileSync('docker', ['compose', '-f', file, 'config', '--quiet']);
  });
});

describe.each(dockerfiles)('%s', (name) => {
  test('copies and starts what is there, not as root', () => {
    const lines = dockerfile(name);
    const copied = [...lines.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, from = '']) => from.split(' '));
    expect(copied.filter((from) => !existsSync(inRepository(from)))).toEqual([]);
    const entry = /^ENTRYPOINT \["node", (?:"--[a-z-]+=\d+", )*"([^"]+)"\]$/m.exec(lines)?.[1] ?? '';
    expect(existsSync(inRepository(entry))).toBe(true);
    expect(copied.some((from) => entry.startsWith(from))).toBe(true);
    expect(lines).toMatch(/^USER node$/m);
  });
});

describe('the configurations of the containers', () => {
  test('are accepted by the services', () => {
    const ticketing = inRepository('provisioning/compose/ticketing.yml');
    expect(parseConfig(ticketing, readFileSync(ticketing, 'utf8')).tls).toBeDefined();
    expect(loadConfig(inRepository('provisioning/compose/exporter.yml')).listen.port).toBe(9810);
  });

  test('receive the notifications of the simulated devices where these send them', () => {
    const command = compose.services['simulator']?.command ?? [];
    const { traps } = loadConfig(inRepository('provisioning/compose/exporter.yml'));
    expect(command).toContain(`--trap-receiver=127.0.0.1:${traps?.listen.port}`);
  });

  test('name the contacts and endpoints of the demo inventory', async () => {
    const inventory = await loadInventory([inRepository('provisioning/inventory')]);
    const listed: unknown = parse(readFileSync(inRepository('provisioning/compose/accounts.yml'), 'utf8'));
    const passwords = { operator: '/run/secrets/operator_password', engineer: '/run/secrets/engineer_password' };
    expect(listed).toEqual(firstAccounts(inventory, passwords));
    const config = readFileSync(inRepository('provisioning/compose/ticketing.yml'), 'utf8');
    expect(Object.keys(parseConfig('ticketing.yml', config).notify.webhooks)).toEqual(endpointsOf(inventory));
  });
});

describe('the secrets of docker-compose.yml', () => {
  test('are random, kept when they are made again, and closed to other users by their folder', () => {
    const token = readFileSync(path.join(secrets, 'webhook_token'), 'utf8');
    makeComposeSecrets(secrets);
    expect(readFileSync(path.join(secrets, 'webhook_token'), 'utf8')).toBe(token);
    expect(token).not.toBe(readFileSync(path.join(secrets, 'service_token'), 'utf8'));
    expect(statSync(secrets).mode & 0o077).toBe(0);
  });

  test('hold a certificate for the names by which the ticketing service is reached', () => {
    const certificate = path.join(secrets, 'ticketing_certificate');
    const shown = execFileSync('openssl', ['x509', '-in', certificate, '-noout', '-ext', 'subjectAltName']).toString();
    expect(shown).toContain('DNS:ticketing, DNS:localhost, IP Address:127.0.0.1');
  });
});
