import { deviceModule } from './deviceModule.ts';
import { mibObjects } from './mibObjects.ts';
import { sysUpTime } from './system.ts';

/** CPS-MIB of CyberPower, its branch for PDUs. */
const ePdu = mibObjects('CPS-MIB', '1.3.6.1.4.1.3808.1.1.3');

/** A CyberPower PDU with its outlets. */
export const snmpPduCyberpower = deviceModule({
  name: 'snmp_pdu_cyberpower',
  title: { en: 'CyberPower PDU (CPS-MIB)', zh: 'CyberPower 配电单元(CPS-MIB)' },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    loads: {
      index: [{ label: 'phase', type: 'number' }],
      columns: {
        amperes: ePdu('2.3.1.1.2', 'ePDULoadStatusLoad', 'gauge', { scale: 0.1, feeds: ['power_input_amperes'] }),
      },
    },
    outlets: {
      index: [{ label: 'outlet', type: 'number' }],
      columns: {
        name: ePdu('3.5.1.1.2', 'ePDUOutletStatusOutletName', 'text'),
        state: ePdu('3.5.1.1.4', 'ePDUOutletStatusOutletState', 'integer', { one: [1], metric: 'power_outlet_on' }),
        amperes: ePdu('3.5.1.1.7', 'ePDUOutletStatusLoad', 'gauge', { scale: 0.1, metric: 'power_outlet_amperes' }),
        watts: ePdu('3.5.1.1.8', 'ePDUOutletStatusActivePower', 'gauge', { metric: 'power_outlet_watts' }),
      },
      labels: () => (row) => ({ outlet: row.index.join('.'), name: row.text('name') ?? '' }),
    },
  },
  normalise({ tables }, emit) {
    for (const row of tables.loads)
      emit.sample('power_input_amperes', row.measure('amperes'), { input: 'main', line: row.index.join('.') });
  },
});
