import { deviceModule } from './deviceModule.ts';
import type { MibObject } from './mibObject.ts';
import type { Emit } from './emit.ts';
import { ifIndex, ifName, portLabels } from './ports.ts';
import { sysUpTime } from './system.ts';

/** An object of SONET-MIB (RFC 3592), 1.3.6.1.2.1.10.39: counts are of the current interval of 15 minutes. */
const sonet = (suffix: string, rest: Omit<MibObject, 'oid' | 'mib'>): MibObject => ({
  oid: `1.3.6.1.2.1.10.39.${suffix}`,
  mib: 'SONET-MIB',
  ...rest,
});

/** The layers, each with the bits of its status (RFC 3592 section 3). */
const layers = {
  section: {
    name: 'Section',
    entry: '1.2.1.1',
    at: { status: 1, es: 2, ses: 3, cv: 5, uas: 0 },
    defects: { 2: 'los', 4: 'lof' },
  },
  line: {
    name: 'Line',
    entry: '1.3.1.1',
    at: { status: 1, es: 2, ses: 3, cv: 4, uas: 5 },
    defects: { 2: 'ais', 4: 'rdi' },
  },
  path: {
    name: 'Path',
    entry: '2.1.1.1',
    at: { status: 2, es: 3, ses: 4, cv: 5, uas: 6 },
    defects: { 2: 'lop', 4: 'ais', 8: 'rdi', 16: 'unequipped', 32: 'label_mismatch' },
  },
} as const;
type Layer = keyof typeof layers;

const columnsOf = (layer: Layer) => {
  const { name, entry, at } = layers[layer];
  const current = (column: number, what: string, rest: Omit<MibObject, 'oid' | 'mib' | 'object'>): MibObject =>
    sonet(`${entry}.${column}`, { object: `sonet${name}Current${what}`, ...rest });
  return {
    status: current(at.status, 'Status', { syntax: 'integer', feeds: ['sdh_defect'] }),
    es: current(at.es, 'ESs', { syntax: 'gauge', feeds: ['sdh_errored_seconds'] }),
    ses: current(at.ses, 'SESs', { syntax: 'gauge', feeds: ['sdh_severely_errored_seconds'] }),
    cv: current(at.cv, 'CVs', { syntax: 'gauge', feeds: ['sdh_code_violations'] }),
    ...(at.uas === 0 ? {} : { uas: current(at.uas, 'UASs', { syntax: 'gauge', feeds: ['sdh_unavailable_seconds'] }) }),
  };
};
const named = { name: ifName };

/** The sections, lines and paths of SDH or SONET equipment: loss of light, alarms of the far end, errors. */
export const snmpSonet = deviceModule({
  name: 'snmp_sonet',
  title: { en: 'SDH and SONET (RFC 3592)', zh: 'SDH 与 SONET(RFC 3592)' },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    section: {
      index: ifIndex,
      columns: { ...named, ...columnsOf('section') },
      labelledBy: { port: 'name' },
      labels: portLabels,
    },
    line: {
      index: ifIndex,
      columns: { ...named, ...columnsOf('line') },
      labelledBy: { port: 'name' },
      labels: portLabels,
    },
    path: {
      index: ifIndex,
      columns: { ...named, ...columnsOf('path') },
      labelledBy: { port: 'name' },
      labels: portLabels,
    },
  },
  normalise({ tables }, emit: Emit, target) {
    for (const layer of ['section', 'line', 'path'] as const) {
      const labelsOf = portLabels(tables[layer], target);
      for (const row of tables[layer]) {
        const port = labelsOf(row);
        if (!port) continue;
        const labels = { ...port, layer };
        const status = row.number('status');
        for (const [bit, defect] of Object.entries(layers[layer].defects))
          emit.sample('sdh_defect', status === undefined ? undefined : (status & Number(bit)) === 0 ? 0 : 1, {
            ...labels,
            defect,
          });
        emit.sample('sdh_errored_seconds', row.number('es'), labels);
        emit.sample('sdh_severely_errored_seconds', row.number('ses'), labels);
        emit.sample('sdh_code_violations', row.number('cv'), labels);
        if (layer !== 'section')
          emit.sample('sdh_unavailable_seconds', tables[layer].get(...row.index)?.number('uas'), labels);
      }
    }
  },
});
