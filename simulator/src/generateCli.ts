import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cityParts } from './city/city.ts';
import { defaultPorts } from './city/addresses.ts';
import { credentialsFile, inventoryFiles } from './city/yamlFiles.ts';
import { wholeNumber } from './flags.ts';

const usage = `Writes the inventory of a simulated city.

  node simulator/src/generateCli.ts --sites N --out DIR [--credentials FILE] [--snmp-port P] [--rtsp-port P]

  --sites N           roadside cabinets, 2 to 6 cameras each
  --out DIR           the inventory goes to DIR/inventory/*.yaml
  --credentials FILE  what opens its devices, for exporter and simulator (DIR/credentials.yaml)
  --snmp-port P       port of all SNMP agents, and by TCP of the web servers of cameras and recorders (${defaultPorts.snmp})
  --rtsp-port P       port of all cameras (${defaultPorts.rtsp})
`;

async function generate(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sites: { type: 'string' },
      out: { type: 'string' },
      credentials: { type: 'string' },
      'snmp-port': { type: 'string', default: String(defaultPorts.snmp) },
      'rtsp-port': { type: 'string', default: String(defaultPorts.rtsp) },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(usage);
  if (values.sites === undefined || values.out === undefined)
    throw new Error('--sites and --out are needed; see --help');
  const sites = wholeNumber('--sites', values.sites);
  const parts = cityParts({
    sites,
    ports: {
      snmp: wholeNumber('--snmp-port', values['snmp-port']),
      rtsp: wholeNumber('--rtsp-port', values['rtsp-port']),
    },
  });
  const origin = `Written by simulator/src/generateCli.ts --sites ${sites}; generate anew instead of editing.`;
  const folder = path.join(values.out, 'inventory');
  const credentials = values.credentials ?? path.join(values.out, 'credentials.yaml');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of inventoryFiles(parts, origin)) await writeFile(path.join(folder, name), text);
  await writeFile(credentials, credentialsFile(origin), { mode: 0o600 });
  process.stdout.write(`${sites} sites, ${parts.cameras.elements.length} cameras: ${folder}, ${credentials}\n`);
}

generate().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
