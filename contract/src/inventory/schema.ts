import { z } from 'zod';
import { localizedText } from '../text.ts';
import { elementKinds, partyRoles, probeModules } from '../vocabulary.ts';
import { httpAsking, modbusAsking, nutAsking, tcpAsking } from './asking.ts';
import { managed, snapshotAsking } from './camera.ts';
import { videoAsking } from './video.ts';
import { identifier } from './identifier.ts';
import { macAddress } from './macAddress.ts';

export { identifier };

const calendarDate = z.iso.date();
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM, 00:00 to 23:59');

/** How a person is reached. Webhook addresses are configured by name in the ticketing service, never written here. */
export const channel = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('email'), address: z.email() }),
  z.strictObject({ type: z.literal('webhook'), endpoint: identifier }),
]);
export type Channel = z.infer<typeof channel>;

export const contact = z.strictObject({
  id: identifier,
  name: localizedText,
  phone: z
    .string()
    .regex(/^\+?[0-9 -]{5,20}$/)
    .optional(),
  language: z.enum(['en', 'zh']).default('zh'),
  channels: z.array(channel).min(1),
});
export type Contact = z.infer<typeof contact>;

/** A duty of the rota, weekly, in the party's time zone. `to` before or equal to `from` runs past midnight. */
export const duty = z.strictObject({
  contact: identifier,
  days: z
    .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
    .min(1)
    .optional(),
  from: clockTime.default('00:00'),
  to: clockTime.default('00:00'),
});
export type Duty = z.infer<typeof duty>;

export const party = z.strictObject({
  id: identifier,
  role: z.enum(partyRoles),
  name: localizedText,
  /** Districts it works in; absent: everywhere. */
  areas: z.array(identifier).min(1).optional(),
  timezone: z.string().default('Asia/Shanghai'),
  contacts: z.array(contact).min(1),
  /** Absent days or hours mean always; the first duty that covers a moment wins. */
  rota: z.array(duty),
  /** Whom to tell, in this order, when nobody accepts. */
  escalation: z.array(identifier).default([]),
});
export type Party = z.infer<typeof party>;

/** Which party answers for which part: the first entry that matches an element's kind and district. */
export const responsibility = z.strictObject({
  kinds: z.array(z.enum(elementKinds)).min(1),
  party: identifier,
  areas: z.array(identifier).min(1).optional(),
});
export type Responsibility = z.infer<typeof responsibility>;

export const district = z.strictObject({ id: identifier, name: localizedText });
export type District = z.infer<typeof district>;

/** WGS 84 decimal degrees. */
export const location = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

export const site = z.strictObject({
  id: identifier,
  name: localizedText,
  district: identifier,
  address: localizedText.optional(),
  location,
  /** Important sites raise the severity of their faults by one step. */
  importance: z.enum(['normal', 'important']).default('normal'),
  /** IANA time zone of its hours and days; absent: Asia/Shanghai. */
  timezone: z.string().optional(),
});
export type Site = z.infer<typeof site>;

export const cabinet = z.strictObject({
  id: identifier,
  site: identifier,
  name: localizedText.optional(),
  pole: z.string().optional(),
});
export type Cabinet = z.infer<typeof cabinet>;

/** A way to the next element towards the core; `port` is the interface there (ifName), where it has one. */
export const uplink = z.strictObject({ to: identifier, port: z.string().min(1).optional() });
export type Uplink = z.infer<typeof uplink>;

/** An input of a device that measures the voltage at another element of the power path. */
export const sense = z.strictObject({ input: z.enum(['main', 'bypass']), element: identifier });

/**
 * Where the OLT lists an ONU: the PON port there (ifName) and the number of the ONU on it. Without a number `port` is the name that
 * the OLT gives the ONU itself: the ifName of its logical link (EPON), or what the OLT counts ONUs by (FiberHome).
 */
export const onuPlace = z.strictObject({
  olt: identifier,
  port: z.string().min(1),
  number: z.int().min(0).max(65_535).optional(),
});
export type OnuPlace = z.infer<typeof onuPlace>;

/** What a sensor or contact on this device means, which no MIB says. */
export const sensor = z
  .strictObject({
    /** As the device calls it. */
    name: z.string().min(1),
    measures: z.enum(['temperature', 'humidity', 'door', 'water', 'surge', 'mains']),
    /** Position of a contact, or value of a true/false sensor, when the door is open, water is there, the surge protector has given
     * way, or mains are lost. */
    alarmWhen: z.enum(['open', 'closed', 'true', 'false']).default('open'),
    /** With `mains`: the power element whose voltage it senses. */
    element: identifier.optional(),
  })
  .refine(({ measures, element }) => (measures === 'mains') === (element !== undefined), {
    path: ['element'],
    message: 'expected with measures: mains, and only there: the power element that it senses',
  });
export type Sensor = z.infer<typeof sensor>;

/**
 * One element of the typed graph: power path, transmission path or end device.
 * `fedBy`: the power elements directly before it (any one suffices). `uplinks`: the transmission elements directly before it.
 */
export const element = z.strictObject({
  id: identifier,
  kind: z.enum(elementKinds),
  name: localizedText.optional(),
  cabinet: identifier.optional(),
  site: identifier.optional(),
  fedBy: z.array(identifier).default([]),
  uplinks: z.array(uplink).default([]),
  /** Who answers for it where that differs from `responsibilities`. */
  responsible: identifier.optional(),
  owner: identifier.optional(),
  vendor: z.string().optional(),
  model: z.string().optional(),
  serial: z.string().optional(),
  /** By which switches know it, so that where it hangs can be compared with `uplinks`. */
  mac: macAddress.optional(),
  installed: calendarDate.optional(),
  warrantyUntil: calendarDate.optional(),
  /** Where it is asked, for what is probed: host or host:port, IPv4, IPv6 in brackets, or a name. */
  address: z.string().min(1).optional(),
  modules: z.array(z.enum(probeModules)).default([]),
  /** Name of an entry of the credentials file; never the secret itself. */
  credentials: identifier.optional(),
  /** The same for the traps and informs that it sends, where that is another one. */
  trapCredentials: identifier.optional(),
  /** What the carrier's network manager calls it: the managed object of alarms that are of this element. */
  carrierReference: z.string().min(1).max(256).optional(),
  /** Path and query of the RTSP stream that the cheap tier watches. */
  streamPath: z.string().startsWith('/').optional(),
  /** The same of the stream that is watched now and then. */
  mainStreamPath: z.string().startsWith('/').optional(),
  video: videoAsking.optional(),
  snapshot: snapshotAsking.optional(),
  /** An element of the transmission: how much of it watching the streams behind it may take; absent: as the exporter is configured. */
  streamKilobitsPerSecond: z.int().min(64).max(10_000_000).optional(),
  /** How the modules of these names ask it. */
  tcp: tcpAsking.optional(),
  http: httpAsking.optional(),
  nut: nutAsking.optional(),
  modbus: modbusAsking.optional(),
  ...managed,
  senses: z.array(sense).default([]),
  sensors: z.array(sensor).optional(),
  /** An ONU: where its OLT lists it, so that what the OLT says of it is said of this element. */
  onu: onuPlace.optional(),
});
export type Element = z.infer<typeof element>;

/** One file of an inventory; every list may be spread over any number of files. */
export const inventoryFile = z.strictObject({
  version: z.literal(1),
  parties: z.array(party).default([]),
  responsibilities: z.array(responsibility).default([]),
  districts: z.array(district).default([]),
  sites: z.array(site).default([]),
  cabinets: z.array(cabinet).default([]),
  elements: z.array(element).default([]),
});
export type InventoryFile = z.infer<typeof inventoryFile>;

/** The whole inventory: all files of one city put together. */
export type Inventory = Omit<InventoryFile, 'version'>;
