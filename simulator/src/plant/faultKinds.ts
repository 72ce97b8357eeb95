import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';

/** What can be broken on purpose. */
export interface FaultKind {
  name: LocalizedText;
  /** The kinds of elements that it can hit, each with the class that a right diagnosis names. */
  targets: Partial<Record<ElementKind, FaultClassId>>;
}

const define = <T extends Record<string, FaultKind>>(kinds: T): T => kinds;

export const faultKinds = define({
  feeder_power_cut: {
    name: { en: 'Feeder power cut', zh: '馈线停电' },
    targets: { feeder: 'area_mains_outage', transformer: 'area_mains_outage' },
  },
  breaker_trip: { name: { en: 'Breaker trip', zh: '断路器跳闸' }, targets: { breaker: 'breaker_trip' } },
  /** The fibre towards the core: behind a PON port the feeder fibre, before a splitter or an ONU theirs. */
  fibre_cut: {
    name: { en: 'Fibre cut', zh: '光缆中断' },
    targets: { pon_port: 'feeder_fibre_cut', splitter: 'drop_fibre_cut', onu: 'drop_fibre_cut' },
  },
  switch_hang: { name: { en: 'Switch hang', zh: '交换机死机' }, targets: { switch: 'switch_hang' } },
  camera_hang: { name: { en: 'Camera hang', zh: '摄像机死机' }, targets: { camera: 'camera_hang' } },
  camera_credentials_changed: {
    name: { en: 'Camera credentials changed', zh: '摄像机口令变更' },
    targets: { camera: 'credentials_changed' },
  },
  stream_stall: { name: { en: 'Stream stall', zh: '视频流停滞' }, targets: { camera: 'stream_abnormal' } },
});
export type FaultKindId = keyof typeof faultKinds;
export const faultKindIds = Object.keys(faultKinds) as [FaultKindId, ...FaultKindId[]];

export interface ActiveFault {
  id: string;
  kind: FaultKindId;
  /** The element that it hits. */
  target: string;
  /** The class that a right diagnosis names. */
  faultClass: FaultClassId;
  /** Milliseconds of the plant's clock. */
  onset: number;
}
