import { deviceModule, type IndexPart } from './deviceModule.ts';
import { mibObjects } from './mibObjects.ts';
import { sysUpTime } from './system.ts';

/** PowerNet-MIB of APC: rack PDUs of the second generation (rPDU2), and of the first (rPDU). */
const rPdu2 = mibObjects('PowerNet-MIB', '1.3.6.1.4.1.318.1.1.26');
const rPdu = mibObjects('PowerNet-MIB', '1.3.6.1.4.1.318.1.1.12');
const outlet: readonly IndexPart[] = [{ label: 'outlet', type: 'number' }];
const phase: readonly IndexPart[] = [{ label: 'phase', type: 'number' }];

/** An APC rack PDU with its outlets, of either generation: a device has the tables of one. */
export const snmpPduApc = deviceModule({
  name: 'snmp_pdu_apc',
  title: { en: 'APC rack PDU (PowerNet-MIB)', zh: 'APC 机架配电单元(PowerNet-MIB)' },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    phases: {
      index: phase,
      columns: {
        // -1 where the PDU does not measure it.
        amperes: rPdu2('6.3.1.5', 'rPDU2PhaseStatusCurrent', 'integer', {
          scale: 0.1,
          unknown: [-1],
          feeds: ['power_input_amperes'],
        }),
        volts: rPdu2('6.3.1.6', 'rPDU2PhaseStatusVoltage', 'integer', { unknown: [-1], feeds: ['power_input_volts'] }),
        // In hundredths of a kilowatt.
        watts: rPdu2('6.3.1.7', 'rPDU2PhaseStatusPower', 'integer', {
          scale: 10,
          unknown: [-1],
          feeds: ['power_input_watts'],
        }),
      },
    },
    switched: {
      index: outlet,
      columns: {
        name: rPdu2('9.2.3.1.3', 'rPDU2OutletSwitchedStatusName', 'text'),
        number: rPdu2('9.2.3.1.4', 'rPDU2OutletSwitchedStatusNumber', 'integer'),
        state: rPdu2('9.2.3.1.5', 'rPDU2OutletSwitchedStatusState', 'integer', {
          states: { 1: 'off', 2: 'on' },
          feeds: ['power_outlet_on'],
        }),
      },
    },
    metered: {
      index: outlet,
      columns: {
        name: rPdu2('9.4.3.1.3', 'rPDU2OutletMeteredStatusName', 'text'),
        number: rPdu2('9.4.3.1.4', 'rPDU2OutletMeteredStatusNumber', 'integer'),
        amperes: rPdu2('9.4.3.1.6', 'rPDU2OutletMeteredStatusCurrent', 'integer', {
          scale: 0.1,
          unknown: [-1],
          feeds: ['power_outlet_amperes'],
        }),
        watts: rPdu2('9.4.3.1.7', 'rPDU2OutletMeteredStatusPower', 'integer', {
          unknown: [-1],
          feeds: ['power_outlet_watts'],
        }),
      },
    },
    firstGenerationOutlets: {
      index: outlet,
      columns: {
        name: rPdu('3.5.1.1.2', 'rPDUOutletStatusOutletName', 'text'),
        // Counted the other way round than in rPDU2.
        state: rPdu('3.5.1.1.4', 'rPDUOutletStatusOutletState', 'integer', {
          states: { 1: 'on', 2: 'off' },
          feeds: ['power_outlet_on'],
        }),
      },
    },
    firstGenerationLoads: {
      index: phase,
      columns: {
        amperes: rPdu('2.3.1.1.2', 'rPDULoadStatusLoad', 'gauge', { scale: 0.1, feeds: ['power_input_amperes'] }),
      },
    },
  },
  normalise({ tables }, emit) {
    for (const row of tables.phases) {
      const labels = { input: 'main', line: row.index.join('.') };
      emit.sample('power_input_amperes', row.measure('amperes'), labels);
      emit.sample('power_input_volts', row.measure('volts'), labels);
      emit.sample('power_input_watts', row.measure('watts'), labels);
    }
    for (const row of tables.firstGenerationLoads)
      emit.sample('power_input_amperes', row.measure('amperes'), { input: 'main', line: row.index.join('.') });
    for (const row of tables.switched) {
      const labels = { outlet: String(row.number('number') ?? row.index.join('.')), name: row.text('name') ?? '' };
      emit.sample('power_outlet_on', isOn(row.state('state')), labels);
    }
    for (const row of tables.metered) {
      const labels = { outlet: String(row.number('number') ?? row.index.join('.')), name: row.text('name') ?? '' };
      emit.sample('power_outlet_amperes', row.measure('amperes'), labels);
      emit.sample('power_outlet_watts', row.measure('watts'), labels);
    }
    for (const row of tables.firstGenerationOutlets)
      emit.sample('power_outlet_on', isOn(row.state('state')), {
        outlet: row.index.join('.'),
        name: row.text('name') ?? '',
      });
  },
});

const isOn = (state: string | undefined): number | undefined =>
  state === undefined ? undefined : state === 'on' ? 1 : 0;
