import { z } from 'zod';
import { port, requestPath } from './asking.ts';
import { identifier } from './identifier.ts';

/** What the inventory says of cameras and recorders beside what every device has. */

const scheme = z.enum(['http', 'https']).default('http');
/** A page of the device itself: at the host of its address; an absent port is 80 or 443. */
const pageAt = (path: string) => z.strictObject({ scheme, port: port.optional(), path: requestPath.default(path) });

/** Module `onvif`: where the device service is. */
export const onvifAsking = pageAt('/onvif/device_service');
export type OnvifAsking = z.infer<typeof onvifAsking>;

/** Module `snapshot`: where a camera without RTSP gives a still picture. Each maker has a path of its own. */
export const snapshotAsking = z.strictObject({ scheme, port: port.optional(), path: requestPath });
export type SnapshotAsking = z.infer<typeof snapshotAsking>;

/** Modules `onvif_recording` and `http_recording`: what a recorder keeps, and for how long it must. */
export const recordingDuty = z.strictObject({
  /** Days for which every channel must be kept. */
  retentionDays: z.number().positive().max(3650).optional(),
  /** The recorder's name of each channel (ONVIF: the token of the recording, or the id or name of its source), and the camera on it. */
  channels: z
    .array(z.strictObject({ channel: z.string().min(1).max(128), element: identifier }))
    .min(1)
    .max(512)
    .refine((channels) => new Set(channels.map(({ channel }) => channel)).size === channels.length, {
      message: 'expected each channel once',
    }),
  /** `http_recording`: where the report of `contract/src/recorderReport.ts` is. */
  http: pageAt('/recorder').optional(),
});
export type RecordingDuty = z.infer<typeof recordingDuty>;

/** A folder below `captures.folder` of the exporter; {yyyy} {MM} {dd} {HH} stand for the hour, in the time zone of the site. */
const folderPath = z
  .string()
  .regex(
    /^(?!\.)(?:[\w.-]|\{(?:yyyy|MM|dd|HH)\})+(?:\/(?!\.)(?:[\w.-]|\{(?:yyyy|MM|dd|HH)\})+)*$/,
    'expected a relative path of letters, digits, "_", ".", "-" and {yyyy}, {MM}, {dd}, {HH}, no part of it hidden',
  )
  .max(512);

/** Module `capture`: where it is learnt how many vehicles or faces a camera has captured. One of the three. */
export const captureSource = z.union([
  z.strictObject({
    folder: z.strictObject({
      path: folderPath,
      /** The end of the names that count. */
      suffix: z
        .string()
        .regex(/^[\w.-]{1,32}$/, 'expected the end of a file name, such as .jpg')
        .default('.jpg'),
      /** Where the moment of a passage stands: when the file was last written, or yyyyMMddHHmmss in its name. */
      dated: z.enum(['modified', 'name']).default('modified'),
    }),
  }),
  /** The report of `contract/src/captureReport.ts`, at the host of the address. */
  z.strictObject({ http: pageAt('/captures') }),
  /** The same report, sent to `POST /captures/<device>` with the token of an entry of the credentials file. */
  z.strictObject({ push: z.strictObject({ credentials: identifier }) }),
]);
export type CaptureSource = z.infer<typeof captureSource>;

/** What cameras serve: evidence of offences has a legal limit to how wrong its clock may be (GA/T 832-2014 section 3.2). */
export const purposes = ['enforcement', 'surveillance'] as const;
export type Purpose = (typeof purposes)[number];

/** Keys of an element that its management is judged by. */
export const managed = {
  /** Absent: surveillance. */
  purpose: z.enum(purposes).optional(),
  /** By how much its clock may be wrong; absent: 1 s for enforcement, else 10 s. */
  clockLimitSeconds: z.number().positive().max(3600).optional(),
  /** The firmware that it should have. */
  firmware: z.string().min(1).max(128).optional(),
  /** The entry of the type `rtsp` by which its streams, ONVIF and pages are asked, where `credentials` is that of SNMP. */
  loginCredentials: identifier.optional(),
  onvif: onvifAsking.optional(),
  recording: recordingDuty.optional(),
  capture: captureSource.optional(),
};
