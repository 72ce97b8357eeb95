import { pictureObservables } from '@roundsman/contract/symptoms.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Chance } from '../chance.ts';
import { partOf, type City } from '../city/city.ts';
import type { Part } from '../city/part.ts';
import type { State } from '../physics/state.ts';
import type { Measured } from './measured.ts';

/** What is measured in a city while everything is well, and by whom. */
export function watched(city: City, carrierData: boolean, chance: Chance): Measured[] {
  const found: Measured[] = [];
  const fully = new Set(
    [...city.parts.values()].flatMap(({ kind, cabinet, senses }) =>
      kind === 'ups' && cabinet !== undefined && (senses ?? []).length > 1 ? [cabinet] : [],
    ),
  );
  const managedOnus = new Set<string>();
  for (const part of city.parts.values()) {
    if (part.kind === 'onu' && (fully.has(part.cabinet ?? '') || chance.happens(0.85))) managedOnus.add(part.id);
  }
  const watch: Watch = { city, carrierData, fully, managedOnus, chance };
  for (const part of city.parts.values()) found.push(...ofPart(part, watch));
  return found;
}

interface Watch {
  city: City;
  carrierData: boolean;
  /** Cabinets whose power is sensed before and behind the breaker. */
  fully: ReadonlySet<string>;
  /** ONUs that our own management asks. */
  managedOnus: ReadonlySet<string>;
  chance: Chance;
}

function ofPart(part: Part, watch: Watch): Measured[] {
  switch (part.kind) {
    case 'ups':
      return ofUps(part, watch);
    case 'pdu':
      return [answering(part), ...sensing(part).filter(({ observable }) => observable === 'energised')];
    case 'switch':
      return ofSwitch(part, watch);
    case 'core':
      return [answering(part)];
    case 'aggregation':
      return [answering(part), linkFrom(part), { element: part.id, observable: 'uncongested', reader: above(part) }];
    case 'media_converter':
      return [linkFrom(part)];
    case 'onu':
    case 'olt':
    case 'pon_port':
    case 'sdh_node':
      return ofCarrier(part, watch);
    case 'camera':
      return ofCamera(part, watch);
    case 'recorder':
      return ofRecorder(part, watch);
    case 'server':
      return [
        ...ofManaged(part),
        { element: part.id, observable: 'disks_good', reader: part.id },
        { element: part.id, observable: 'serving', value: (state) => state.answers(part.id) },
      ];
    default:
      return [];
  }
}

const above = (part: Part): string => part.uplinks[0]?.to ?? part.id;
const answering = ({ id }: Part): Measured => ({
  element: id,
  observable: 'reachable',
  value: (state) => state.answers(id),
});
const linkFrom = (part: Part): Measured => ({
  element: part.id,
  observable: 'link_up',
  reader: above(part),
  value: (state) => state.linked(part.id),
});
const bySelf =
  (id: string) =>
  (observable: Observable): Measured => ({ element: id, observable, reader: id });
const notLow = (state: State, voltage: 'input' | 'output', id: string): boolean | null => {
  const found = state[voltage](id);
  return found === 'none' ? null : found === 'good';
};

/** A device senses other points of the power path by inputs of its own. */
function sensing(part: Part): Measured[] {
  const points = [
    ...(part.senses ?? []).map(({ element }) => element),
    ...(part.sensors ?? []).flatMap(({ element }) => element ?? []),
  ];
  return points.flatMap((element): Measured[] => [
    { element, observable: 'energised', reader: part.id, value: (state) => state.output(element) !== 'none' },
    { element, observable: 'voltage_right', reader: part.id, value: (state) => notLow(state, 'output', element) },
  ]);
}

function ofUps(part: Part, { fully, chance }: Watch): Measured[] {
  const own = bySelf(part.id);
  return [
    answering(part),
    { ...own('mains_present'), value: (state) => state.input(part.id) !== 'none' },
    { ...own('voltage_right'), value: (state) => notLow(state, 'input', part.id) },
    own('battery_good'),
    own('inverter_good'),
    ...(fully.has(part.cabinet ?? '') || chance.happens(0.8) ? [own('surge_protected'), own('door_shut')] : []),
    ...(chance.happens(0.4) ? [own('cabinet_dry'), own('cabinet_cool')] : []),
    ...sensing(part),
  ];
}

function ofSwitch(part: Part, { city, carrierData, managedOnus, chance }: Watch): Measured[] {
  const own = bySelf(part.id);
  const hasUps = [...city.parts.values()].some(({ kind, cabinet }) => kind === 'ups' && cabinet === part.cabinet);
  const parent = partOf(city.parts, above(part));
  // The port towards the switch is an ONU's that we ask ourselves, or the carrier's.
  const portRead = parent.kind === 'onu' ? managedOnus.has(parent.id) : carrierData;
  const feedsCameras = (city.feeds.get(part.id) ?? []).length > 0;
  return [
    answering(part),
    own('keeps_running'),
    own('loop_free'),
    ...(portRead ? [linkFrom(part), { element: part.id, observable: 'uncongested' as const, reader: parent.id }] : []),
    ...(feedsCameras ? [own('poe_budget_left')] : []),
    ...(!hasUps && chance.happens(0.7) ? [own('surge_protected')] : []),
    ...sensing(part),
  ];
}

/** What only the carrier's own equipment says, and of ONUs whether they answer us. */
function ofCarrier(part: Part, { carrierData, managedOnus }: Watch): Measured[] {
  const { id, kind } = part;
  if (kind === 'onu') {
    const inBand = managedOnus.has(id) ? [answering(part)] : [];
    if (!carrierData) return inBand;
    const reader = part.onu?.olt ?? id;
    const whileRegistered = (state: State): boolean | null => (state.linked(id) ? true : null);
    return [
      ...inBand,
      { element: id, observable: 'link_up', reader, value: (state) => state.linked(id) },
      { element: id, observable: 'power_held', reader, value: (state) => !state.gasped(id) },
      { element: id, observable: 'light_usual', reader, value: whileRegistered },
      { element: id, observable: 'frames_intact', reader, value: whileRegistered },
      { element: id, observable: 'connection_steady', reader },
      { element: id, observable: 'sends_in_turn', reader },
      { element: id, observable: 'uncongested', reader, value: whileRegistered },
    ];
  }
  if (!carrierData) return [];
  if (kind === 'olt')
    return [answering(part), linkFrom(part), { element: id, observable: 'uncongested', reader: above(part) }];
  if (kind === 'pon_port') {
    const reader = above(part);
    return [
      { element: id, observable: 'link_up', reader, value: (state) => state.linked(id) },
      { element: id, observable: 'light_sent', reader },
      { element: id, observable: 'light_usual', reader, value: (state) => (state.linked(id) ? true : null) },
      { element: id, observable: 'uncongested', reader },
    ];
  }
  // The carrier's network manager reaches its nodes on ways of its own.
  const working = (state: State): boolean | null => (state.mark(id, 'reachable') === undefined ? true : null);
  return [
    { element: id, observable: 'reachable' },
    { element: id, observable: 'section_clear', value: working },
    { element: id, observable: 'light_sent', value: working },
    { element: id, observable: 'frames_intact', value: working },
  ];
}

const ofManaged = (part: Part): Measured[] => [
  answering(part),
  linkFrom(part),
  { element: part.id, observable: 'clock_right', reader: part.id },
  { element: part.id, observable: 'identity_right', reader: part.id },
];

function ofRecorder(part: Part, { city }: Watch): Measured[] {
  const records = (id: string, observable: Observable, value?: Measured['value']): Measured => ({
    element: id,
    observable,
    reader: part.id,
    ...(value !== undefined && { value }),
  });
  const cameras = (part.recording?.channels ?? []).map(({ element }) => partOf(city.parts, element));
  return [
    ...ofManaged(part),
    { element: part.id, observable: 'disks_good', reader: part.id },
    ...cameras.flatMap(({ id }) => [
      records(id, 'recording_runs', (state) => state.answers(id) && state.mark(id, 'media_flowing') === undefined),
      records(id, 'recording_complete'),
      records(id, 'recording_retained'),
    ]),
  ];
}

/** What the port of the switch says of a camera that hangs on it; only a camera that the port feeds has PoE. */
function atPort(part: Part): Measured[] {
  const reader = above(part);
  const { id } = part;
  const whileLinked = (state: State): boolean | null => (state.linked(id) ? true : null);
  const port = (observable: Observable, value?: Measured['value']): Measured => ({
    element: id,
    observable,
    reader,
    ...(value !== undefined && { value }),
  });
  const poe: Measured[] = part.fedBy.includes(reader)
    ? [
        port('poe_delivering'),
        port('poe_unfaulted'),
        port('poe_granted'),
        port('power_drawn', (state) => (state.mark(id, 'poe_delivering') === undefined ? true : null)),
      ]
    : [];
  return [
    linkFrom(part),
    port('frames_intact', whileLinked),
    port('full_rate', whileLinked),
    port('connection_steady'),
    port('uncongested', whileLinked),
    ...poe,
  ];
}

function ofCamera(part: Part, { city, chance }: Watch): Measured[] {
  const { id } = part;
  const behindSwitch = partOf(city.parts, above(part)).kind === 'switch';
  const authorised = (state: State): boolean | null => (state.mark(id, 'authorised') === undefined ? true : null);
  const streaming = (state: State): boolean | null =>
    authorised(state) === true && state.mark(id, 'media_flowing') === undefined ? true : null;
  const own = (observable: Observable, value?: Measured['value']): Measured => ({
    ...bySelf(id)(observable),
    ...(value !== undefined && { value }),
  });
  const judged = chance.happens(0.7);
  const managed = chance.happens(0.7);
  return [
    answering(part),
    ...(behindSwitch ? atPort(part) : []),
    own('authorised'),
    own('media_flowing', authorised),
    own('packets_whole', (state) => (streaming(state) === true ? !state.loses(id) : null)),
    own('profile_kept', streaming),
    ...(judged ? pictureObservables.map((observable) => own(observable, streaming)) : []),
    ...(managed
      ? (['clock_right', 'identity_right', 'keeps_running'] as const).map((observable) => own(observable, authorised))
      : []),
    ...(managed && chance.happens(0.6)
      ? (['signal_present', 'untampered'] as const).map((observable) => own(observable, authorised))
      : []),
    ...(managed && chance.happens(0.15) ? [own('disks_good', authorised)] : []),
  ];
}
