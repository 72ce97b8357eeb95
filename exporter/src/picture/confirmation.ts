import { pictureFaultIds, type PictureFault } from '@roundsman/contract/pictureFaults.ts';

/** A fault is confirmed when so many (`of`) of the last visits that could tell (`among`) spoke for it. */
export interface Confirmation {
  of: number;
  among: number;
}

/** A hard fault shows in every visit. A soft one is looked at for longer: a lorry, a gust or a shower must pass. */
const hard: Confirmation = { of: 3, among: 4 };
const soft: Confirmation = { of: 6, among: 8 };
/** What stands in view may be a lorry that unloads. */
const slow: Confirmation = { of: 9, among: 12 };
/** Packets that are lost by chance are lost again soon, now and then. */
const lossy: Confirmation = { of: 4, among: 6 };
/** Two pictures of a shaking camera can be alike by chance. */
const irregular: Confirmation = { of: 4, among: 8 };

export const confirmations: Readonly<Record<PictureFault, Confirmation>> = {
  no_signal: hard,
  black: hard,
  snow: hard,
  stripes: hard,
  covered: hard,
  too_dark: soft,
  too_bright: soft,
  monochrome: soft,
  colour_cast: soft,
  low_contrast: soft,
  blurred: soft,
  moved: soft,
  occluded: slow,
  frozen: soft,
  mosaic: lossy,
  shake: irregular,
};

/** For each fault whether the last visits spoke for it, newest first, as far as they could tell. */
export type SuspicionHistory = Partial<Record<PictureFault, boolean[]>>;

/** The history with one more visit; a visit that cannot tell (undefined) leaves it as it is. */
export function remember(
  history: SuspicionHistory,
  suspected: (fault: PictureFault) => boolean | undefined,
): SuspicionHistory {
  const next = { ...history };
  for (const fault of pictureFaultIds) {
    const now = suspected(fault);
    if (now !== undefined) next[fault] = [now, ...(history[fault] ?? [])].slice(0, confirmations[fault].among);
  }
  return next;
}

export const isConfirmed = (visits: readonly boolean[] | undefined, { of }: Confirmation): boolean =>
  (visits?.filter(Boolean).length ?? 0) >= of;
