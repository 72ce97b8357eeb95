// Writes the provisioned dashboards: node dashboards/generateCli.ts
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { overview } from './overview.ts';

const file = path.resolve(import.meta.dirname, '../../provisioning/grafana/dashboards/overview.json');
writeFileSync(file, `${JSON.stringify(overview(), null, 2)}\n`);
process.stdout.write(`${file}\n`);
