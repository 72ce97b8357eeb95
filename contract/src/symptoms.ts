import type { PictureFault } from './pictureFaults.ts';
import type { LocalizedText } from './text.ts';
import type { Layer } from './vocabulary.ts';

/** What an alert of Prometheus says about one element; the label `symptom` of the alert. */
export interface Symptom {
  /** Name of the alerting rule; the runbook has the same name. */
  alertname: string;
  layer: Layer;
  name: LocalizedText;
  /** What the firing alert means as an observation: this of the element named by `element_id` is false. */
  observable: Observable;
}

/**
 * What can be observed of an element, each true or false:
 * - `mains_present`: the mains input of a UPS has voltage (its last known reading)
 * - `energised`: a sensed element of the power path carries voltage
 * - `reachable`: the element answers its management protocol (SNMP), a camera RTSP OPTIONS
 * - `voltage_right`: the voltage at it (a sensed element of the power path, the input of a UPS) is within its limits, while there is any
 * - `keeps_running`: the device has not restarted again and again
 * - `battery_good`: the battery of the UPS passes its tests and holds for as long as it should
 * - `inverter_good`: the UPS feeds what hangs on it as it should: neither by its bypass nor not at all, mains being there
 * - `surge_protected`: the surge protector of the cabinet is intact (its contact at this device)
 * - `link_up`: the port that faces the element has link (seen from the element one step towards the core): of an ONU, that it is
 *   registered at its OLT; of a PON port, that light of at least one ONU arrives
 * - `power_held`: the last word of the ONU before it went was not that its power goes (dying gasp); good too while it is there
 * - `light_sent`: the transceiver of the port (of a PON port, an SDH node) sends its light
 * - `light_usual`: the light that arrives from and at the element is less than 3 dB below its own of the last days
 * - `connection_steady`: the element does not lose its link and get it back again and again
 * - `sends_in_turn`: the ONU sends only when it is its turn
 * - `section_clear`: the signal of the SDH section that ends at the element, towards the core, is there and framed
 * - `frames_intact`: hardly any frame or block on the link to the element arrives damaged (FCS, FEC, errored seconds)
 * - `full_rate`: the link to the element runs at the rate that it had
 * - `poe_delivering`: the port that faces the camera gives it power, and does not search for somebody to give it to
 * - `poe_unfaulted`: that port sees neither short circuit nor overload
 * - `poe_granted`: that port was not denied power because the switch has none left
 * - `poe_budget_left`: the switch has power left to give
 * - `power_drawn`: the camera takes more than nothing of the power that the port gives it
 * - `loop_free`: the switch sees no loop: addresses that jump from port to port, storms, a tree that changes again and again
 * - `uncongested`: the link to the element is not full
 * - `authorised`: the camera takes the credentials that it should
 * - `media_flowing`: RTP packets with frames arrive
 * - `packets_whole`: hardly any of them is lost on the way
 * - `profile_kept`: the stream is as the inventory wants it: codec, size, frame rate, bit rate
 * - `signal_present`: the device itself sees a signal at its video input
 * - `picture_shown`, `picture_clear`, `picture_undisturbed`, `view_free`, `view_in_place`, `colours_true`, `well_lit`: the judged
 *   picture has none of the faults of that group (`pictureGroups`)
 * - `untampered`: the device itself does not say that somebody covers, turns or defocuses it
 * - `clock_right`: its clock is within the limit
 * - `identity_right`: it is the device of the inventory
 * - `disks_good`: all disks work
 * - `recording_runs`, `recording_complete`, `recording_retained`: the recorder records the camera now, has recorded it for the last
 *   24 hours, keeps it for as long as it must
 * - `passages_captured`: about as many as at this hour of earlier weeks
 * - `serving`: the service of the server answers
 * - `door_shut`, `cabinet_dry`, `cabinet_cool`: of the cabinet in which the device with the sensor stands
 */
export const observables = [
  'mains_present',
  'energised',
  'voltage_right',
  'keeps_running',
  'battery_good',
  'inverter_good',
  'surge_protected',
  'reachable',
  'link_up',
  'power_held',
  'light_sent',
  'light_usual',
  'connection_steady',
  'sends_in_turn',
  'section_clear',
  'frames_intact',
  'full_rate',
  'poe_delivering',
  'poe_unfaulted',
  'poe_granted',
  'poe_budget_left',
  'power_drawn',
  'loop_free',
  'uncongested',
  'authorised',
  'media_flowing',
  'packets_whole',
  'profile_kept',
  'signal_present',
  'picture_shown',
  'picture_clear',
  'picture_undisturbed',
  'view_free',
  'view_in_place',
  'colours_true',
  'well_lit',
  'untampered',
  'clock_right',
  'identity_right',
  'disks_good',
  'recording_runs',
  'recording_complete',
  'recording_retained',
  'passages_captured',
  'serving',
  'door_shut',
  'cabinet_dry',
  'cabinet_cool',
] as const;
export type Observable = (typeof observables)[number];

/** Faults of a picture by what is observed of it: those of a group look alike to a person and are repaired alike. */
export const pictureGroups = {
  picture_shown: ['no_signal', 'black', 'frozen', 'snow'],
  picture_clear: ['blurred', 'low_contrast'],
  picture_undisturbed: ['stripes', 'mosaic'],
  view_free: ['covered', 'occluded'],
  view_in_place: ['moved', 'shake'],
  colours_true: ['colour_cast', 'monochrome'],
  well_lit: ['too_dark', 'too_bright'],
} as const satisfies Partial<Record<Observable, readonly PictureFault[]>>;
export type PictureObservable = keyof typeof pictureGroups;
export const pictureObservables = Object.keys(pictureGroups) as PictureObservable[];

export const symptoms = {
  mains_lost: {
    alertname: 'MainsLost',
    layer: 'power',
    name: { en: 'Mains lost, on battery', zh: '市电丢失，电池供电' },
    observable: 'mains_present',
  },
  element_deenergised: {
    alertname: 'ElementDeenergised',
    layer: 'power',
    name: { en: 'No voltage at a sensed point', zh: '测点无电压' },
    observable: 'energised',
  },
  device_unreachable: {
    alertname: 'DeviceUnreachable',
    layer: 'transmission',
    name: { en: 'Device does not answer', zh: '设备无应答' },
    observable: 'reachable',
  },
  link_down: {
    alertname: 'LinkDown',
    layer: 'transmission',
    name: { en: 'Link down', zh: '链路中断' },
    observable: 'link_up',
  },
  camera_unreachable: {
    alertname: 'CameraUnreachable',
    layer: 'device',
    name: { en: 'Camera does not answer', zh: '摄像机无应答' },
    observable: 'reachable',
  },
  camera_unauthorised: {
    alertname: 'CameraUnauthorised',
    layer: 'device',
    name: { en: 'Camera refuses the credentials', zh: '摄像机拒绝凭据' },
    observable: 'authorised',
  },
  stream_stalled: {
    alertname: 'StreamStalled',
    layer: 'stream',
    name: { en: 'No video arrives', zh: '无视频数据' },
    observable: 'media_flowing',
  },
  picture_lost: {
    alertname: 'PictureLost',
    layer: 'picture',
    name: { en: 'Picture lost', zh: '画面丢失' },
    observable: 'picture_shown',
  },
  picture_unclear: {
    alertname: 'PictureUnclear',
    layer: 'picture',
    name: { en: 'Picture unclear', zh: '画面不清晰' },
    observable: 'picture_clear',
  },
  picture_disturbed: {
    alertname: 'PictureDisturbed',
    layer: 'picture',
    name: { en: 'Picture disturbed', zh: '画面受干扰' },
    observable: 'picture_undisturbed',
  },
  view_obstructed: {
    alertname: 'ViewObstructed',
    layer: 'picture',
    name: { en: 'View obstructed', zh: '视野被遮挡' },
    observable: 'view_free',
  },
  view_shifted: {
    alertname: 'ViewShifted',
    layer: 'picture',
    name: { en: 'View shifted', zh: '视野偏移' },
    observable: 'view_in_place',
  },
  picture_discoloured: {
    alertname: 'PictureDiscoloured',
    layer: 'picture',
    name: { en: 'Picture discoloured', zh: '画面颜色异常' },
    observable: 'colours_true',
  },
  picture_badly_lit: {
    alertname: 'PictureBadlyLit',
    layer: 'picture',
    name: { en: 'Picture badly lit', zh: '画面亮度异常' },
    observable: 'well_lit',
  },
  video_signal_lost: {
    alertname: 'VideoSignalLost',
    layer: 'picture',
    name: { en: 'Device says that its video signal is lost', zh: '设备上报视频信号丢失' },
    observable: 'signal_present',
  },
  camera_tampered: {
    alertname: 'CameraTampered',
    layer: 'picture',
    name: { en: 'Device says that it is tampered with', zh: '设备上报遭遮挡或破坏' },
    observable: 'untampered',
  },
  stream_off_profile: {
    alertname: 'StreamOffProfile',
    layer: 'stream',
    name: { en: 'Stream off its profile', zh: '码流与配置不符' },
    observable: 'profile_kept',
  },
  packets_lost: {
    alertname: 'PacketsLost',
    layer: 'stream',
    name: { en: 'Packets lost', zh: '视频丢包' },
    observable: 'packets_whole',
  },
  clock_wrong: {
    alertname: 'ClockWrong',
    layer: 'records',
    name: { en: 'Clock wrong', zh: '时钟超差' },
    observable: 'clock_right',
  },
  identity_differs: {
    alertname: 'IdentityDiffers',
    layer: 'records',
    name: { en: 'Not the device of the inventory', zh: '设备与台账不符' },
    observable: 'identity_right',
  },
  disk_failed: {
    alertname: 'DiskFailed',
    layer: 'records',
    name: { en: 'Disk failed', zh: '硬盘故障' },
    observable: 'disks_good',
  },
  recording_stopped: {
    alertname: 'RecordingStopped',
    layer: 'records',
    name: { en: 'Not being recorded', zh: '录像中断' },
    observable: 'recording_runs',
  },
  recording_incomplete: {
    alertname: 'RecordingIncomplete',
    layer: 'records',
    name: { en: 'Gaps in the recording', zh: '录像缺失' },
    observable: 'recording_complete',
  },
  retention_short: {
    alertname: 'RetentionShort',
    layer: 'records',
    name: { en: 'Recordings not kept long enough', zh: '录像保存时长不足' },
    observable: 'recording_retained',
  },
  capture_dropped: {
    alertname: 'CaptureDropped',
    layer: 'records',
    name: { en: 'Hardly any passages captured', zh: '抓拍量骤降' },
    observable: 'passages_captured',
  },
} as const satisfies Record<string, Symptom>;
export type SymptomId = keyof typeof symptoms;
export const symptomIds = Object.keys(symptoms) as [SymptomId, ...SymptomId[]];
