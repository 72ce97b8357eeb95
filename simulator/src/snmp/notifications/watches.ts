import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { cabinetContacts } from '../../plant/quantities/cabinet.ts';
import { onuOptics, onusBehind } from '../../plant/quantities/optics.ts';
import { gauge, integer, objectId, octets, timeTicks } from '../mibView.ts';
import type { Device } from '../views/device.ts';
import { upsAlarmNumbers, upsAlarmStands } from '../views/ups.ts';
import type { Notification } from './notification.ts';

/** Something about a device that it tells unasked when it changes. */
export interface Watch {
  state: () => number | boolean | undefined;
  /** What it says of the new state; undefined where that needs no words. */
  told: () => Notification | undefined;
}

/** All that a device watches. */
export const watchesOf = (device: Device): Watch[] => [
  coldStart(device),
  ...links(device),
  ...(watchesOfKind[device.element.kind]?.(device) ?? []),
];

const watchesOfKind: Partial<Record<Element['kind'], (device: Device) => Watch[]>> = {
  ups: (device) => [onBattery(device), ...upsAlarmNumbers.map((alarm) => upsAlarm(device, alarm)), ...contacts(device)],
  olt: (device) => gasps(device),
};

const coldStart = ({ plant, element }: Device): Watch => ({
  state: () => plant.bootedAt(element.id),
  told: () => ({ name: '1.3.6.1.6.3.1.1.5.1', varbinds: [] }),
});

const linkDown = '1.3.6.1.6.3.1.1.5.3';
const linkUp = '1.3.6.1.6.3.1.1.5.4';
/** IF-MIB linkDown and linkUp (RFC 2863). */
const links = ({ ports }: Device): Watch[] =>
  ports.map(({ index, name, up }) => ({
    state: up,
    told: () => ({
      name: up() ? linkUp : linkDown,
      varbinds: [
        [`1.3.6.1.2.1.2.2.1.1.${index}`, integer(index)],
        [`1.3.6.1.2.1.2.2.1.7.${index}`, integer(1)],
        [`1.3.6.1.2.1.2.2.1.8.${index}`, integer(up() ? 1 : 2)],
        [`1.3.6.1.2.1.31.1.1.1.1.${index}`, octets(name)],
      ],
    }),
  }));

const upsMib = '1.3.6.1.2.1.33';
const minute = 60_000;
const configuredLowMinutes = 2;

/** upsTrapOnBattery (RFC 1628): when it begins, and every minute for as long as it lasts. */
function onBattery({ plant, element }: Device): Watch {
  const lasted = (): number => {
    const { source, onBatterySince } = plant.ups(element.id);
    return source === 'battery' && onBatterySince !== undefined ? plant.now() - onBatterySince : -1;
  };
  return {
    state: () => Math.floor(lasted() / minute),
    told: () =>
      lasted() < 0
        ? undefined
        : {
            name: `${upsMib}.2.1`,
            varbinds: [
              [`${upsMib}.1.2.3.0`, integer(Math.floor(plant.ups(element.id).remainingMs / minute))],
              [`${upsMib}.1.2.2.0`, integer(Math.floor(lasted() / 1000))],
              [`${upsMib}.1.9.7.0`, integer(configuredLowMinutes)],
            ],
          },
  };
}

const alarmAdded = `${upsMib}.2.3`;
const alarmRemoved = `${upsMib}.2.4`;

/** upsTrapAlarmEntryAdded and Removed of a well-known alarm, low battery among them. */
function upsAlarm({ plant, element }: Device, alarm: number): Watch {
  const stands = (): boolean => upsAlarmStands(plant.ups(element.id), alarm);
  return {
    state: stands,
    told: () => ({
      name: stands() ? alarmAdded : alarmRemoved,
      varbinds: [
        [`${upsMib}.1.6.2.1.1.${alarm}`, integer(alarm)],
        [`${upsMib}.1.6.2.1.2.${alarm}`, objectId(`${upsMib}.1.6.3.${alarm}`)],
      ],
    }),
  };
}

/**
 * Door, water and surge protector at the card of a UPS: an alarm of its own in the UPS's list (RFC 1628 lets the description be any
 * object), with the contact's name and position in PowerNet-MIB.
 */
function contacts({ plant, element }: Device): Watch[] {
  const contact = '1.3.6.1.4.1.318.1.1.25.2.2.1';
  return cabinetContacts(plant, element).map(({ port, name, open, alarm }) => ({
    state: alarm,
    told: () => ({
      name: alarm() ? alarmAdded : alarmRemoved,
      varbinds: [
        [`${upsMib}.1.6.2.1.1.${100 + port}`, integer(100 + port)],
        [`${upsMib}.1.6.2.1.2.${100 + port}`, objectId(`${contact}.5.${port}.1`)],
        [`${contact}.3.${port}.1`, octets(name)],
        [`${contact}.5.${port}.1`, integer(open() ? 2 : 1)],
      ],
    }),
  }));
}

const huaweiGasp = '1.3.6.1.4.1.2011.6.128.1.1.12.2.2.0.263';
const huaweiOnu = '1.3.6.1.4.1.2011.6.128.1.1.2';
const oamNonThresholdEvent = '1.3.6.1.2.1.158.0.2';
const oamEvent = '1.3.6.1.2.1.158.1.6.1';
const gaspType = 257;
const remote = 2;
const ieee8023Oui = Uint8Array.from([0x01, 0x80, 0xc2]);
const gasping = 13;

/** The last breath of each ONU: a maker's notification for GPON, that of Ethernet OAM (RFC 4878) for EPON. */
function gasps({ plant, ports, uptimeMs }: Device): Watch[] {
  return ports.flatMap(({ index, name, below }): Watch[] => {
    if (below?.kind !== 'pon_port') return [];
    const epon = name.startsWith('epon');
    return onusBehind(plant, below.id).map(({ onu, number }) => {
      const loss = () => onuOptics(plant, onu.id).loss;
      const link = index * 1000 + number + 1;
      return {
        state: () => (loss()?.cause === 'dying_gasp' ? loss()?.at : undefined),
        told: () => {
          const gasp = loss();
          if (gasp?.cause !== 'dying_gasp') return undefined;
          if (!epon)
            return {
              name: huaweiGasp,
              varbinds: [
                [`1.3.6.1.2.1.31.1.1.1.1.${index}`, octets(name)],
                [`${huaweiOnu}.46.1.24.${index}.${number}`, integer(gasping)],
              ],
            };
          return {
            name: oamNonThresholdEvent,
            varbinds: [
              [`${oamEvent}.2.${link}.1`, timeTicks(Math.max(0, uptimeMs() - (plant.now() - gasp.at)))],
              [`${oamEvent}.3.${link}.1`, octets(ieee8023Oui)],
              [`${oamEvent}.4.${link}.1`, gauge(gaspType)],
              [`${oamEvent}.5.${link}.1`, integer(remote)],
              [`${oamEvent}.12.${link}.1`, gauge(gasp.count)],
            ],
          };
        },
      };
    });
  });
}
