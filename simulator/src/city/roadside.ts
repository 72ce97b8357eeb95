import type { Cabinet, Element, Site } from '@roundsman/contract/inventory/schema.ts';
import { siteAddresses, webPort, type Ports } from './addresses.ts';
import { draft } from './draft.ts';
import { onuPlaceOf, splitterId, splitterOf } from './fibre.ts';
import { firmwareOf, nameplate } from './models.ts';
import { siteNumber } from './places.ts';
import { feederOf } from './power.ts';
import type { Random } from './random.ts';
import { videoOf } from './video.ts';

/** Every fourth cabinet has a power strip between its UPS and its devices. */
const sitesPerPdu = 4;

/** Where the cameras look, by their number. */
const views = [
  ['northbound', '北向'],
  ['southbound', '南向'],
  ['eastbound', '东向'],
  ['westbound', '西向'],
  ['overview', '全景'],
  ['pedestrian crossing', '人行横道'],
] as const;
export const maxCamerasPerSite = views.length;

export interface Roadside {
  cabinet: Cabinet;
  power: Element[];
  transmission: Element[];
  cameras: Element[];
}

/** One roadside cabinet: its power behind the feeder, ONU and switch, and the cameras on the poles around it. */
export function roadside(site: Site, index: number, cameraCount: number, ports: Ports, random: Random): Roadside {
  const number = siteNumber(index);
  const addresses = siteAddresses(index, ports);
  const cabinet: Cabinet = {
    id: `cabinet-${number}`,
    site: site.id,
    name: { en: `Cabinet ${index + 1}`, zh: `${index + 1}号机柜` },
    pole: `QW-${number}`,
  };
  const inCabinet = { cabinet: cabinet.id };
  const onu = `onu-${number}`;
  const networkSwitch = `switch-${number}`;
  const ups = `ups-${number}`;
  const hasPdu = index % sitesPerPdu === sitesPerPdu - 1;
  const behindUps = hasPdu ? `pdu-${number}` : ups;

  const power = [
    draft({ id: `meter-${number}`, kind: 'meter', ...inCabinet, fedBy: [feederOf(index)], owner: 'power-company' }),
    draft({ id: `breaker-${number}`, kind: 'breaker', ...inCabinet, fedBy: [`meter-${number}`] }),
    draft({ id: `supply-${number}`, kind: 'cabinet_supply', ...inCabinet, fedBy: [`breaker-${number}`] }),
    draft({
      id: ups,
      kind: 'ups',
      ...inCabinet,
      fedBy: [`supply-${number}`],
      // The management card has a port of the ONU to itself, so that it answers while the switch hangs.
      uplinks: [{ to: onu, port: 'lan2' }],
      ...nameplate('ups', random),
      address: addresses.ups,
      modules: ['snmp_ups', 'snmp_entity', 'snmp_cabinet'],
      credentials: 'snmp-default',
      // The bypass input is wired ahead of the breaker: it tells a tripped breaker from a dead feeder.
      senses: [{ input: 'bypass', element: `meter-${number}` }],
      // The card's probes and contacts are the cabinet's eyes.
      sensors: [
        { name: 'door', measures: 'door', alarmWhen: 'open' },
        { name: 'floor', measures: 'water', alarmWhen: 'closed' },
        { name: 'mains before breaker', measures: 'mains', element: `meter-${number}` },
        { name: 'mains behind breaker', measures: 'mains', element: `breaker-${number}` },
        { name: 'surge protector', measures: 'surge', alarmWhen: 'open' },
      ],
    }),
    ...(hasPdu
      ? [
          draft({
            id: `pdu-${number}`,
            kind: 'pdu',
            ...inCabinet,
            fedBy: [ups],
            uplinks: [{ to: onu, port: 'lan3' }],
            ...nameplate('pdu', random),
            address: addresses.pdu,
            modules: ['snmp_pdu_apc'],
            credentials: 'snmp-default',
          }),
        ]
      : []),
  ];

  const transmission = [
    draft({
      id: onu,
      kind: 'onu',
      ...inCabinet,
      fedBy: [behindUps],
      uplinks: [{ to: splitterId(splitterOf(index)) }],
      owner: 'carrier',
      ...nameplate('onu', random),
      address: addresses.onu,
      modules: ['snmp_if', 'snmp_ethernet', 'snmp_entity'],
      credentials: 'snmp-default',
      onu: onuPlaceOf(index),
    }),
    draft({
      id: networkSwitch,
      kind: 'switch',
      ...inCabinet,
      fedBy: [behindUps],
      uplinks: [{ to: onu, port: 'lan1' }],
      ...nameplate('switch', random),
      address: addresses.switch,
      modules: ['snmp_if', 'snmp_ethernet', 'snmp_bridge', 'snmp_poe', 'snmp_entity'],
      credentials: 'snmp-default',
    }),
  ];

  const cameras = views.slice(0, cameraCount).map(([en, zh], camera) => {
    const plate = nameplate('camera', random);
    const enforces = plate.model?.endsWith('-EP') === true;
    return draft({
      id: `camera-${number}-${camera + 1}`,
      kind: 'camera',
      name: { en: `${site.name.en}, ${en}`, zh: `${site.name.zh}${zh}` },
      ...inCabinet,
      fedBy: [networkSwitch],
      uplinks: [{ to: networkSwitch, port: `GE0/0/${camera + 1}` }],
      ...plate,
      firmware: firmwareOf(plate),
      address: addresses.camera(camera),
      modules: ['reach', 'rtsp', 'onvif', ...(enforces ? (['capture'] as const) : [])],
      credentials: 'camera-default',
      ...videoOf(plate),
      onvif: { port: webPort(ports) },
      ...(enforces && { purpose: 'enforcement', capture: { http: { port: webPort(ports), path: '/captures' } } }),
    });
  });
  return { cabinet, power, transmission, cameras };
}
