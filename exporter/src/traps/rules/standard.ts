import { clears, event, interfaceOf, raises, type Condition, type NotificationRule } from '../rule.ts';

const ifEntry = '1.3.6.1.2.1.2.2.1';
/** IF-MIB (RFC 2863): ifIndex, ifAdminStatus and ifOperStatus come with linkDown and linkUp. */
const port = interfaceOf(`${ifEntry}.1`, `${ifEntry}.8`, `${ifEntry}.7`, `${ifEntry}.2`);
const linkDown: Condition = { name: 'link_down', polledBy: 'network_port_oper_up' };

const pethPort = '1.3.6.1.2.1.105.1.1.1';
const delivering = 3;
const poeOff: Condition = { name: 'poe_off', polledBy: 'poe_port_state' };
const poeBudget: Condition = { name: 'poe_budget_exceeded' };

/** SNMPv2-MIB (RFC 3418), IF-MIB (RFC 2863), POWER-ETHERNET-MIB (RFC 3621), BRIDGE-MIB (RFC 4188) and LLDP-MIB (IEEE 802.1AB). */
export const standardRules: readonly NotificationRule[] = [
  {
    ...{ oid: '1.3.6.1.6.3.1.1.5.1', mib: 'SNMPv2-MIB', object: 'coldStart', confirmed: 'simulated' },
    title: { en: 'The agent started', zh: '代理冷启动' },
    ...event('cold_start'),
  },
  {
    ...{ oid: '1.3.6.1.6.3.1.1.5.2', mib: 'SNMPv2-MIB', object: 'warmStart', confirmed: 'simulated' },
    title: { en: 'The agent started again, configured as before', zh: '代理热启动' },
    ...event('warm_start'),
  },
  {
    ...{ oid: '1.3.6.1.6.3.1.1.5.3', mib: 'IF-MIB', object: 'linkDown', confirmed: 'simulated' },
    title: { en: 'A port lost its link', zh: '端口断开' },
    ...raises(linkDown, port),
  },
  {
    ...{ oid: '1.3.6.1.6.3.1.1.5.4', mib: 'IF-MIB', object: 'linkUp', confirmed: 'simulated' },
    title: { en: 'A port has its link again', zh: '端口恢复' },
    ...clears('link_up', linkDown, port),
  },
  {
    ...{ oid: '1.3.6.1.6.3.1.1.5.5', mib: 'SNMPv2-MIB', object: 'authenticationFailure', confirmed: 'simulated' },
    title: { en: 'Somebody asked the agent with wrong credentials', zh: '有人以错误凭据访问代理' },
    ...event('authentication_failure'),
  },
  {
    ...{ oid: '1.3.6.1.2.1.105.0.1', mib: 'POWER-ETHERNET-MIB', object: 'pethPsePortOnOffNotification' },
    confirmed: 'document',
    title: { en: 'A PoE port switched its power on or off', zh: 'PoE 端口供电开启或关闭' },
    notifications: ['poe_on', 'poe_off'],
    tells: (reading) => {
      const status = reading.number(`${pethPort}.6`);
      // Group and number: which interface that is, no object says.
      const name = reading.index(`${pethPort}.6`)?.slice(0, 2).join('/');
      if (status === undefined || name === undefined) return undefined;
      const stands = status !== delivering;
      return { notification: stands ? 'poe_off' : 'poe_on', place: { name }, condition: { ...poeOff, stands } };
    },
  },
  {
    ...{ oid: '1.3.6.1.2.1.105.0.2', mib: 'POWER-ETHERNET-MIB', object: 'pethMainPowerUsageOnNotification' },
    confirmed: 'document',
    title: { en: 'PoE takes more than its threshold', zh: 'PoE 总功率超过阈值' },
    ...raises(poeBudget),
  },
  {
    ...{ oid: '1.3.6.1.2.1.105.0.3', mib: 'POWER-ETHERNET-MIB', object: 'pethMainPowerUsageOffNotification' },
    confirmed: 'document',
    title: { en: 'PoE takes less than its threshold again', zh: 'PoE 总功率恢复至阈值以下' },
    ...clears('poe_budget_restored', poeBudget),
  },
  {
    ...{ oid: '1.3.6.1.2.1.17.0.1', mib: 'BRIDGE-MIB', object: 'newRoot', confirmed: 'document' },
    title: { en: 'The bridge became the root of the spanning tree', zh: '网桥成为生成树根' },
    ...event('new_root'),
  },
  {
    ...{ oid: '1.3.6.1.2.1.17.0.2', mib: 'BRIDGE-MIB', object: 'topologyChange', confirmed: 'document' },
    title: { en: 'The spanning tree changed', zh: '生成树拓扑变化' },
    ...event('topology_change'),
  },
  {
    ...{ oid: '1.0.8802.1.1.2.0.0.1', mib: 'LLDP-MIB', object: 'lldpRemTablesChange', confirmed: 'document' },
    title: { en: 'The neighbours changed', zh: '邻居关系变化' },
    ...event('neighbours_changed'),
  },
];
