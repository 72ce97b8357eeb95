import { groupOfModule, type ProbeGroup } from '@roundsman/contract/vocabulary.ts';
import type { DeviceModule } from './deviceModule.ts';
import { snmpBridge } from './snmpBridge.ts';
import { snmpEthernet } from './snmpEthernet.ts';
import { snmpApcUps } from './snmpApcUps.ts';
import { snmpPduApc } from './snmpPduApc.ts';
import { snmpPduRaritan } from './snmpPduRaritan.ts';
import { snmpPduCyberpower } from './snmpPduCyberpower.ts';
import { snmpIf } from './snmpIf.ts';
import { snmpEpon } from './snmpEpon.ts';
import { snmpOltHuawei } from './snmpOltHuawei.ts';
import { snmpOltZte } from './snmpOltZte.ts';
import { snmpOltFiberHome } from './snmpOltFiberHome.ts';
import { snmpSonet } from './snmpSonet.ts';
import { snmpHost } from './snmpHost.ts';
import { snmpHikvision } from './snmpHikvision.ts';
import { snmpDahua } from './snmpDahua.ts';
import { snmpAxis } from './snmpAxis.ts';
import { snmpCabinet } from './snmpCabinet.ts';
import { snmpEntity } from './snmpEntity.ts';
import { snmpPoe } from './snmpPoe.ts';
import { snmpUps } from './snmpUps.ts';

/** Every module that reads a device over SNMP, in the order in which they are read and may speak first of what several know. */
export const deviceModules: readonly DeviceModule[] = [
  snmpIf,
  snmpEthernet,
  snmpBridge,
  snmpPoe,
  snmpEntity,
  snmpUps,
  snmpApcUps,
  snmpPduApc,
  snmpPduRaritan,
  snmpPduCyberpower,
  snmpEpon,
  snmpOltHuawei,
  snmpOltZte,
  snmpOltFiberHome,
  snmpSonet,
  snmpHost,
  snmpHikvision,
  snmpDahua,
  snmpAxis,
  snmpCabinet,
];

/** Those that are read in a scrape of the group. */
export const deviceModulesOf = (group: ProbeGroup): DeviceModule[] =>
  deviceModules.filter(({ name }) => groupOfModule[name] === group);
