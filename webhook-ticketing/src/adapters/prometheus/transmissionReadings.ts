import { concerned, ofConcerned, unlessFound } from './concerned.ts';
import { of, type Reading } from './reading.ts';

/** As in the rules TransmitLightLow and PoeIdle. */
const darkDbm = -25;
const idleWatts = 0.5;

const light = '{__name__=~"(?:onu|olt|optical)_receive_power_dbm"';

/** Of links, ports and optics. */
export const transmissionReadings: readonly Reading[] = [
  {
    selector: (ids) => `probe_success{job=~"snmp|reach",device_kind!="server",device_id=~"${ids}"}`,
    says: ['reachable', 'power_held'],
    every: 30,
    wide: true,
    // An ONU that answers has power, also where its OLT keeps no cause of its last loss.
    read: ({ device_id: id, device_kind: kind }, value) => [
      of(id, 'reachable', value === 1),
      ...(kind === 'onu' && value === 1 ? [of(id, 'power_held', true)] : []),
    ],
  },
  {
    // Of a server any sign of life counts: that its service fails is another matter. Servers are few, so all are asked for.
    selector: () =>
      'max by (device_id) (reach_success{device_kind="server"} or probe_success{job="snmp",device_kind="server"})',
    says: ['reachable'],
    every: 30,
    wide: true,
    derived: true,
    read: (labels, value) => [of(labels['device_id'], 'reachable', value === 1)],
  },
  {
    selector: () => 'min by (device_id) (reach_success{device_kind="server",module=~"tcp|http"})',
    says: ['serving'],
    every: 30,
    derived: true,
    read: ({ device_id: id }, value) => (value === 1 ? [of(id, 'serving', true)] : []),
  },
  {
    selector: (ids) => `{__name__=~"network_port_oper_up|onu_registered",element_id=~"${ids}"}`,
    says: ['link_up', 'power_held'],
    every: 30,
    wide: true,
    read: ({ __name__: metric, element_id: id }, value) => [
      of(id, 'link_up', value === 1),
      ...(metric === 'onu_registered' && value === 1 ? [of(id, 'power_held', true)] : []),
    ],
  },
  {
    // The OLT keeps the cause when the ONU is back: then it is of the past.
    selector: (ids) =>
      `onu_last_down_cause{cause="dying_gasp",element_id=~"${ids}"} * on (device_id, port) group_left () (onu_registered{element_id=~"${ids}"} == bool 0)`,
    says: ['power_held'],
    every: 30,
    derived: true,
    read: ({ element_id: id }, value) => [of(id, 'power_held', value === 0)],
  },
  {
    selector: (ids) => ofConcerned('optical_transmit_power_dbm', ids),
    says: ['light_sent'],
    every: 30,
    derived: true,
    read: (labels, value) => [of(concerned(labels), 'light_sent', value > darkDbm)],
  },
  {
    selector: (ids) =>
      `label_replace(${light},element_id=~"${ids}"} or ${light},element_id="",device_id=~"${ids}"}, "light", "$1", "__name__", "(onu|olt|optical)_.+") > last_over_time(port:receive_power_dbm:median7d[2h]) - 3`,
    says: ['light_usual'],
    every: 60,
    wide: true,
    derived: true,
    read: (labels) => [of(concerned(labels), 'light_usual', true)],
  },
  ...(
    [
      ['ConnectionFlaps', 'connection_steady'],
      ['RogueOnu', 'sends_in_turn'],
    ] as const
  ).map(([alertname, observable]): Reading => ({
    selector: (ids) =>
      unlessFound(
        `{__name__=~"onu_registered|network_port_oper_up",element_id=~"${ids}"} == 1`,
        alertname,
        'element_id',
      ),
    says: [observable],
    every: 60,
    wide: true,
    derived: true,
    read: ({ element_id: id }) => [of(id, observable, true)],
  })),
  {
    selector: (ids) => ofConcerned('sdh_defect', ids, 'layer="section",defect=~"los|lof"'),
    says: ['section_clear'],
    every: 30,
    derived: true,
    read: (labels, value) => [of(concerned(labels), 'section_clear', value === 0)],
  },
  {
    selector: (ids) =>
      unlessFound(
        `label_replace(sdh_errored_seconds{layer="section",element_id="",device_id=~"${ids}"}, "element_id", "$1", "device_id", "(.+)") or sdh_errored_seconds{layer="section",element_id=~"${ids}"} or {__name__=~"network_port_fcs_errors_total|fec_uncorrectable_blocks_total",element_id=~"${ids}"}`,
        'LinkErrors',
        'element_id',
      ),
    says: ['frames_intact'],
    every: 60,
    derived: true,
    read: ({ element_id: id }) => [of(id, 'frames_intact', true)],
  },
  {
    selector: (ids) =>
      `network_port_speed_bytes_per_second{element_id=~"${ids}"} >= last_over_time(port:speed_bytes_per_second:max1d{element_id=~"${ids}"}[30m])`,
    says: ['full_rate'],
    every: 60,
    derived: true,
    read: ({ element_id: id }) => [of(id, 'full_rate', true)],
  },
  {
    selector: (ids) =>
      unlessFound(
        `label_replace(max by (device_id) (network_port_transmit_bytes_total{element_id="",device_id=~"${ids}"}), "element_id", "$1", "device_id", "(.+)") or network_port_transmit_bytes_total{element_id=~"${ids}"}`,
        'LinkSaturated',
        'element_id',
      ),
    says: ['uncongested'],
    every: 60,
    derived: true,
    read: ({ element_id: id }) => [of(id, 'uncongested', true)],
  },
  {
    selector: (ids) =>
      unlessFound(
        `max by (device_id) ({__name__=~"spanning_tree_topology_changes_total|network_port_receive_discards_total",device_id=~"${ids}"})`,
        'NetworkLoop',
        'device_id',
      ),
    says: ['loop_free'],
    every: 60,
    derived: true,
    read: ({ device_id: id }) => [of(id, 'loop_free', true)],
  },
  {
    // Of ports that gave power lately, and still may.
    selector: (ids) =>
      `poe_port_state{state="delivering",element_id=~"${ids}"} and on (device_id, port) port:poe_delivering:last_seconds{element_id=~"${ids}"} unless on (device_id, port) poe_port_state{state=~"disabled|fault|test",element_id=~"${ids}"} == 1`,
    says: ['poe_delivering'],
    every: 30,
    derived: true,
    read: ({ element_id: id }, value) => [of(id, 'poe_delivering', value === 1)],
  },
  {
    selector: (ids) => unlessFound(`poe_port_state{state="fault",element_id=~"${ids}"}`, 'PoeFault', 'element_id'),
    says: ['poe_unfaulted'],
    every: 30,
    derived: true,
    read: ({ element_id: id }, value) => [of(id, 'poe_unfaulted', value === 0)],
  },
  {
    selector: (ids) => unlessFound(`poe_port_denials_total{element_id=~"${ids}"}`, 'PoeDenied', 'element_id'),
    says: ['poe_granted'],
    every: 30,
    derived: true,
    read: ({ element_id: id }) => [of(id, 'poe_granted', true)],
  },
  {
    selector: (ids) =>
      unlessFound(`poe_main_consumption_watts{device_id=~"${ids}"}`, 'PoeBudgetExhausted', 'device_id'),
    says: ['poe_budget_left'],
    every: 30,
    derived: true,
    read: ({ device_id: id }) => [of(id, 'poe_budget_left', true)],
  },
  {
    selector: (ids) => `poe_port_power_watts{element_id=~"${ids}"}`,
    says: ['power_drawn'],
    every: 30,
    read: ({ element_id: id }, value) => (value >= idleWatts ? [of(id, 'power_drawn', true)] : []),
  },
];
