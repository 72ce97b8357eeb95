import { deviceModule, type IndexPart } from './deviceModule.ts';
import type { Labels } from './emit.ts';
import { mibObjects } from './mibObjects.ts';
import { poePortNames } from './poePortNames.ts';
import { ifIndex, ifName } from './ports.ts';
import { sysUpTime } from './system.ts';

/** POWER-ETHERNET-MIB (RFC 3621), and the watts per port that it lacks. */
const pethPort = mibObjects('POWER-ETHERNET-MIB', '1.3.6.1.2.1.105.1.1.1');
const pethMain = mibObjects('POWER-ETHERNET-MIB', '1.3.6.1.2.1.105.1.3.1.1');
const huawei = mibObjects('HUAWEI-POE-MIB', '1.3.6.1.4.1.2011.5.25.195.3.1');
const cisco = mibObjects('CISCO-POWER-ETHERNET-EXT-MIB', '1.3.6.1.4.1.9.9.402.1.2.1');
const groupAndPort: readonly IndexPart[] = [
  { label: 'group', type: 'number' },
  { label: 'poe_port', type: 'number' },
];
const states = { 1: 'disabled', 2: 'searching', 3: 'delivering', 4: 'fault', 5: 'test', 6: 'other_fault' };

/** Power over Ethernet: what each port does, what it has seen, what it delivers. */
export const snmpPoe = deviceModule({
  name: 'snmp_poe',
  title: {
    en: 'Power over Ethernet (POWER-ETHERNET-MIB, Huawei, Cisco)',
    zh: '以太网供电(POWER-ETHERNET-MIB、华为、思科)',
  },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    poePorts: {
      index: groupAndPort,
      columns: {
        adminEnable: pethPort('3', 'pethPsePortAdminEnable', 'integer', { feeds: ['poe_port_admin_enabled'] }),
        detection: pethPort('6', 'pethPsePortDetectionStatus', 'integer', { states, feeds: ['poe_port_state'] }),
        absences: pethPort('8', 'pethPsePortMPSAbsentCounter', 'counter', { feeds: ['poe_port_absences_total'] }),
        // class0 is 1. A port without a device keeps the class of the last one.
        class: pethPort('10', 'pethPsePortPowerClassifications', 'integer', { feeds: ['poe_port_class'] }),
        invalidSignatures: pethPort('11', 'pethPsePortInvalidSignatureCounter', 'counter', {
          feeds: ['poe_port_invalid_signatures_total'],
        }),
        denials: pethPort('12', 'pethPsePortPowerDeniedCounter', 'counter', { feeds: ['poe_port_denials_total'] }),
        overloads: pethPort('13', 'pethPsePortOverLoadCounter', 'counter', { feeds: ['poe_port_overloads_total'] }),
        shorts: pethPort('14', 'pethPsePortShortCounter', 'counter', { feeds: ['poe_port_shorts_total'] }),
        ciscoPower: cisco('9', 'cpeExtPsePortPwrConsumption', 'gauge', {
          scale: 0.001,
          feeds: ['poe_port_power_watts'],
        }),
      },
    },
    huaweiPorts: {
      index: ifIndex,
      columns: {
        name: ifName,
        power: huawei('10', 'hwPoePortConsumingPower', 'integer', { scale: 0.001, feeds: ['poe_port_power_watts'] }),
      },
      labelledBy: { port: 'name' },
    },
    interfaces: {
      index: ifIndex,
      columns: {
        name: ifName,
        type: mibObjects('IF-MIB', '1.3.6.1.2.1.2.2.1')('3', 'ifType', 'integer'),
      },
    },
    supplies: {
      index: [{ label: 'group', type: 'number' }],
      columns: {
        power: pethMain('2', 'pethMainPsePower', 'gauge', { metric: 'poe_main_power_watts' }),
        state: pethMain('3', 'pethMainPseOperStatus', 'integer', {
          states: { 1: 'on', 2: 'off', 3: 'faulty' },
          metric: 'poe_main_state',
        }),
        consumption: pethMain('4', 'pethMainPseConsumptionPower', 'gauge', { metric: 'poe_main_consumption_watts' }),
      },
    },
  },
  normalise({ tables }, emit, target) {
    const labelled = (port: string): Labels => ({ port, element_id: target.elementsOnPorts.get(port) ?? '' });
    for (const row of tables.huaweiPorts) {
      const port = row.text('name');
      if (port !== undefined) emit.sample('poe_port_power_watts', row.measure('power'), labelled(port));
    }
    const nameOf = poePortNames(tables.interfaces);
    for (const row of tables.poePorts) {
      const labels = labelled(nameOf(row.index));
      const enabled = row.number('adminEnable');
      emit.sample('poe_port_admin_enabled', enabled === undefined ? undefined : enabled === 1 ? 1 : 0, labels);
      emit.state('poe_port_state', Object.values(states), row.state('detection'), labels);
      const powerClass = row.number('class');
      if (row.state('detection') === 'delivering' && powerClass !== undefined)
        emit.sample('poe_port_class', powerClass - 1, labels);
      emit.sample('poe_port_power_watts', row.measure('ciscoPower'), labels);
      emit.sample('poe_port_absences_total', row.number('absences'), labels);
      emit.sample('poe_port_invalid_signatures_total', row.number('invalidSignatures'), labels);
      emit.sample('poe_port_denials_total', row.number('denials'), labels);
      emit.sample('poe_port_overloads_total', row.number('overloads'), labels);
      emit.sample('poe_port_shorts_total', row.number('shorts'), labels);
    }
  },
});
