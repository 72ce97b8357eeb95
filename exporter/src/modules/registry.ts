import type { ProbeModule } from '@roundsman/contract/vocabulary.ts';
import type { DeviceModule } from './deviceModule.ts';
import { snmpApcUps } from './snmpApcUps.ts';
import { snmpEthernet } from './snmpEthernet.ts';
import { snmpIf } from './snmpIf.ts';
import { snmpPduApc } from './snmpPduApc.ts';
import { snmpPduCyberpower } from './snmpPduCyberpower.ts';
import { snmpPduRaritan } from './snmpPduRaritan.ts';
import { snmpUps } from './snmpUps.ts';

/** Every module that reads a device over SNMP, in the order in which they are read and may speak first of what several know. */
export const deviceModules: readonly DeviceModule[] = [
  snmpIf,
  snmpEthernet,
  snmpUps,
  snmpApcUps,
  snmpPduApc,
  snmpPduRaritan,
  snmpPduCyberpower,
];

/** Those of a device, in the order of the registry. */
export const deviceModulesOf = (names: readonly ProbeModule[]): DeviceModule[] =>
  deviceModules.filter(({ name }) => names.includes(name));
