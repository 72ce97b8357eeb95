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
    read: (labels, value) => [of(labels['device_id'], 'reachable', value === 1)],
  },
  {
    // Of a server any sign of life counts: that its service fails is another matter.
    selector: (ids) =>
      `max by (device_id) (reach_success{device_kind="server",device_id=~"${ids}"} or probe_success{job="snmp",device_kind="server",device_id=~"${ids}"})`,
    derived: true,
    read: (labels, value) => [of(labels['device_id'], 'reachable', value === 1)],
  },
  {
    selector: (ids) =>
      `min by (device_id) (reach_success{device_kind="server",module=~"tcp|http",device_id=~"${ids}"})`,
    derived: true,
    read: ({ device_id: id }, value) => (value === 1 ? [of(id, 'serving', true)] : []),
  },
  {
    selector: (ids) => `network_port_oper_up{element_id=~"${ids}"}`,
    read: (labels, value) => [of(labels['element_id'], 'link_up', value === 1)],
  },
  {
    selector: (ids) => `onu_registered{element_id=~"${ids}"}`,
    read: ({ element_id: id }, value) =>
      value === 1 ? [of(id, 'link_up', true), of(id, 'power_held', true)] : [of(id, 'link_up', false)],
  },
  {
    // The OLT keeps the cause when the ONU is back: then it is of the past.
    selector: (ids) =>
      `onu_last_down_cause{cause="dying_gasp",element_id=~"${ids}"} * on (device_id, port) group_left () (onu_registered{element_id=~"${ids}"} == bool 0)`,
    derived: true,
    read: ({ element_id: id }, value) => [of(id, 'power_held', value === 0)],
  },
  {
    // Where the OLT keeps none: it had power if it answers.
    selector: (ids) => `probe_success{job="snmp",device_kind="onu",device_id=~"${ids}"} == 1`,
    derived: true,
    read: ({ device_id: id }) => [of(id, 'power_held', true)],
  },
  {
    selector: (ids) => ofConcerned('optical_transmit_power_dbm', ids),
    derived: true,
    read: (labels, value) => [of(concerned(labels), 'light_sent', value > darkDbm)],
  },
  {
    selector: (ids) =>
      `label_replace(${light},element_id=~"${ids}"} or ${light},element_id="",device_id=~"${ids}"}, "light", "$1", "__name__", "(onu|olt|optical)_.+") > last_over_time(port:receive_power_dbm:median7d[2h]) - 3`,
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
    derived: true,
    read: ({ element_id: id }) => [of(id, observable, true)],
  })),
  {
    selector: (ids) => ofConcerned('sdh_defect', ids, 'layer="section",defect=~"los|lof"'),
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
    derived: true,
    read: ({ element_id: id }) => [of(id, 'frames_intact', true)],
  },
  {
    selector: (ids) =>
      `network_port_speed_bytes_per_second{element_id=~"${ids}"} >= last_over_time(port:speed_bytes_per_second:max1d[30m])`,
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
    derived: true,
    read: ({ device_id: id }) => [of(id, 'loop_free', true)],
  },
  {
    // Of ports that gave power lately, and still may.
    selector: (ids) =>
      `poe_port_state{state="delivering",element_id=~"${ids}"} and on (device_id, port) port:poe_delivering:last_seconds unless on (device_id, port) poe_port_state{state=~"disabled|fault|test",element_id=~"${ids}"} == 1`,
    derived: true,
    read: ({ element_id: id }, value) => [of(id, 'poe_delivering', value === 1)],
  },
  {
    selector: (ids) => unlessFound(`poe_port_state{state="fault",element_id=~"${ids}"}`, 'PoeFault', 'element_id'),
    derived: true,
    read: ({ element_id: id }, value) => [of(id, 'poe_unfaulted', value === 0)],
  },
  {
    selector: (ids) => unlessFound(`poe_port_denials_total{element_id=~"${ids}"}`, 'PoeDenied', 'element_id'),
    derived: true,
    read: ({ element_id: id }) => [of(id, 'poe_granted', true)],
  },
  {
    selector: (ids) =>
      unlessFound(`poe_main_consumption_watts{device_id=~"${ids}"}`, 'PoeBudgetExhausted', 'device_id'),
    derived: true,
    read: ({ device_id: id }) => [of(id, 'poe_budget_left', true)],
  },
  {
    selector: (ids) => `poe_port_power_watts{element_id=~"${ids}"}`,
    read: ({ element_id: id }, value) => (value >= idleWatts ? [of(id, 'power_drawn', true)] : []),
  },
];
