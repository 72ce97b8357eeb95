import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deviceModules } from './registry.ts';
import { snmpYml } from './snmpYml.ts';

const file = path.join(import.meta.dirname, '../../../provisioning/snmp/snmp.yml');
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, snmpYml(deviceModules, 'split'));
