import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { stringify } from 'yaml';
import { startExporter, type Exporter } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import { inventoryText, type FixtureDevice } from './inventoryFixture.ts';

export const cameraLogin = { username: 'admin', password: 'p@ss:w0rd' };
export const community = 'c0mmunity-of-test';

export interface ExporterUnderTest {
  exporter: Exporter;
  url: string;
  folder: string;
  /** Everything that was logged, as JSON lines. */
  logged: () => string;
  write: (file: string, text: string) => void;
  get: (
    pathAndQuery: string,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; headers: Headers; body: string }>;
  /** The exposition of a probe. @throws when the exporter does not answer 200 */
  probe: (target: string, module: string, headers?: Record<string, string>) => Promise<string>;
  close: () => Promise<void>;
}

/** The whole exporter in this process, with its files in a folder of its own. */
export async function startExporterUnderTest(
  devices: readonly FixtureDevice[],
  {
    config = {},
    passive = [],
    files = {},
  }: {
    config?: Record<string, unknown>;
    passive?: Record<string, unknown>[];
    /** More files for its folder: text by name. */
    files?: Readonly<Record<string, string>>;
  } = {},
): Promise<ExporterUnderTest> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-exporter-'));
  const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text, { mode: 0o600 });
  const settings = { listen: { port: 0 }, inventory: ['inventory.yml'], credentialsFile: 'credentials.yml', ...config };
  write('inventory.yml', inventoryText(devices, passive));
  write(
    'credentials.yml',
    stringify({ agent: { type: 'snmp_v2c', community }, camera: { type: 'rtsp', ...cameraLogin } }),
  );
  write('token', 's3cret-token\n');
  for (const [name, text] of Object.entries(files)) write(name, text);
  write('exporter.yml', stringify(settings));
  let logged = '';
  const log = pino({ level: 'debug' }, { write: (line: string) => void (logged += line) });
  const exporter = await startExporter(loadConfig(path.join(folder, 'exporter.yml')), log);
  const url = `http://127.0.0.1:${exporter.port}`;
  const get: ExporterUnderTest['get'] = async (pathAndQuery, headers = {}) => {
    const response = await fetch(`${url}${pathAndQuery}`, { headers });
    return { status: response.status, headers: response.headers, body: await response.text() };
  };
  return {
    exporter,
    url,
    folder,
    logged: () => logged,
    write,
    get,
    probe: async (target, module, headers) => {
      const { status, body } = await get(`/probe?target=${target}&module=${module}`, headers);
      if (status !== 200) throw new Error(`/probe answers ${status}: ${body}`);
      return body;
    },
    close: async () => {
      await exporter.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The samples of an exposition, by name with labels as written. */
export function samples(text: string): Record<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const blank = line.lastIndexOf(' ');
      return [line.slice(0, blank), Number(line.slice(blank + 1))];
    }),
  );
}
