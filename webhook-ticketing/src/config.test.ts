import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { ConfigError, loadConfig, parseConfig } from './config.ts';

const good = {
  listen: { host: '127.0.0.1', port: 9480 },
  publicUrl: 'http://127.0.0.1:9480',
  hotline: '12345',
  database: { url: 'postgresql://localhost/roundsman' },
  inventory: ['inventory'],
  webhookTokenFile: 'webhook.token',
  serviceTokenFile: 'service.token',
  metricsTokenFile: 'metrics.token',
  alertmanagerUrl: 'http://127.0.0.1:9093',
  prometheusUrl: 'http://127.0.0.1:9090',
};
const faultsOf = (config: object): readonly string[] => {
  try {
    parseConfig('ticketing.yml', stringify(config));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('the configuration', () => {
  test('names every fault at once', () => {
    const faults = faultsOf({
      ...good,
      timezone: 'Moon/Base',
      correlationHoldSeconds: 9,
      hotlines: '1',
      inventory: [],
    });
    expect(faults).toHaveLength(4);
    expect(faults.join('\n')).toMatch(/timezone: expected an IANA time zone/);
    expect(faults.join('\n')).toMatch(/correlationHoldSeconds/);
    expect(faults.join('\n')).toMatch(/inventory/);
    expect(faults.join('\n')).toMatch(/hotlines/);
  });

  test('refuses plain HTTP on anything but loopback', () => {
    expect(faultsOf({ ...good, listen: { host: '0.0.0.0', port: 9480 } }).join()).toContain(
      'plain HTTP is for loopback only',
    );
    const tls = { certFile: 'cert.pem', keyFile: 'key.pem' };
    expect(faultsOf({ ...good, listen: { host: '0.0.0.0', port: 9480 }, tls })).toEqual([]);
  });

  test('that is no YAML says in which line', () => {
    expect(() => parseConfig('ticketing.yml', 'listen: {\nport')).toThrow(/line \d+/);
  });

  test('asks for both files of the SMTP login or neither', () => {
    const smtp = { host: 'mail', port: 25, from: 'a@example.org', userFile: 'user' };
    expect(faultsOf({ ...good, notify: { smtp } }).join()).toContain('give userFile and passwordFile together');
  });
});

describe('the files of secrets', () => {
  let folder = '';
  const write = (name: string, text: string): Promise<void> => writeFile(path.join(folder, name), text);
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rmconfig-'));
    await write('ticketing.yml', stringify(good));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('that name the address of no database are refused, without saying the password', async () => {
    const read = loadConfig(path.join(folder, 'ticketing.yml'), { DATABASE_URL: 'postgresql://u:s3cret@@:x/' });
    await expect(read).rejects.toThrow(/database: expected an address such as postgresql:/);
    await expect(read).rejects.not.toThrow(/s3cret/);
  });

  test.each(['postgresql:///city?host=/run/pg', 'postgresql://u:p@/city?host=/run/pg', 'postgresql://u@h:1/city'])(
    'take %s for the address of a database',
    async (DATABASE_URL) => {
      await expect(loadConfig(path.join(folder, 'ticketing.yml'), { DATABASE_URL })).rejects.not.toThrow(/database/);
    },
  );

  test('are found beside the configuration, and each that is missing or empty is named', async () => {
    await write('webhook.token', 'one\n');
    await write('service.token', ' \n');
    const loading = loadConfig(path.join(folder, 'ticketing.yml'), {});
    await expect(loading).rejects.toThrow(/serviceTokenFile: .* is empty\nmetricsTokenFile: cannot be read/);
  });

  test('are read without the line end, and DATABASE_URL takes precedence', async () => {
    for (const name of ['webhook', 'service', 'metrics']) await write(`${name}.token`, `${name}-secret\n`);
    const { secrets, config } = await loadConfig(path.join(folder, 'ticketing.yml'), {
      DATABASE_URL: 'postgresql://other/db',
    });
    expect(secrets).toMatchObject({ webhookToken: 'webhook-secret', databaseUrl: 'postgresql://other/db' });
    expect(config.inventory).toEqual([path.join(folder, 'inventory')]);
  });
});

test('the example is a good configuration', async () => {
  const example = new URL('../ticketing.example.yml', import.meta.url);
  expect(() => parseConfig('ticketing.example.yml', '')).toThrow(ConfigError);
  expect(parseConfig('ticketing.example.yml', await readFile(example, 'utf8')).correlationHoldSeconds).toBe(4);
});
