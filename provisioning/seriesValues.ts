/** After so long without a sample Prometheus answers a series no more. */
const lookbackSeconds = 300;

/**
 * Whether a series of a promtool test, once it had a sample, lacked any until a moment, as Prometheus sees it. `values`: in promtool's
 * notation (`1x3 _ 0+2x4 stale`), one each `intervalSeconds` from the start of the test. @throws Error for what is no such notation
 */
export function hasGapBy(values: string, intervalSeconds: number, seconds: number): boolean {
  let at = 0;
  let last: number | undefined;
  for (const { says, count } of values.trim().split(/\s+/).map(readToken)) {
    for (let each = 0; each < count && at <= seconds; each++, at += intervalSeconds) {
      if (says === 'a value') last = at;
      else if (last !== undefined && (says === 'an end' || at - last >= lookbackSeconds)) return true;
    }
  }
  return last !== undefined && seconds - last >= lookbackSeconds;
}

const notation =
  /^(?:(?<gap>_)(?:x(?<gaps>\d+))?|(?<stale>stale)|(?<first>[-+]?(?:\d*\.?\d+(?:e[-+]?\d+)?|NaN|Inf))(?:[-+]\d*\.?\d+)?(?:x(?<repeats>\d+))?)$/i;

type Says = 'a value' | 'nothing' | 'an end';

/** `1x3` is one sample and three more, `_x3` three gaps. What is no number tells nothing from then on, as `stale` does. */
function readToken(token: string): { says: Says; count: number } {
  const found = notation.exec(token)?.groups;
  if (!found) throw new Error(`${token} is no value of a promtool series`);
  const { gap, gaps = '1', stale, first, repeats = '0' } = found;
  if (gap !== undefined) return { says: 'nothing', count: Number(gaps) };
  if (stale !== undefined) return { says: 'an end', count: 1 };
  return { says: first?.toLowerCase() === 'nan' ? 'an end' : 'a value', count: Number(repeats) + 1 };
}

/** `1m30s`, as promtool writes durations, in seconds. @throws Error for what is none */
export function durationSeconds(written: string): number {
  const units = { d: 86_400, h: 3600, m: 60, s: 1 } as const;
  const parts = [...written.matchAll(/(\d+)([dhms])/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== written)
    throw new Error(`${written} is no duration of a promtool test`);
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit as keyof typeof units], 0);
}
