const milliseconds = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, y: 31_536_000_000 };
type Unit = keyof typeof milliseconds;

const parts = /(\d+)(ms|[smhdwy])/g;
const whole = /^(?:\d+(?:ms|[smhdwy]))+$/;

/** A duration of Prometheus, such as `15s` or `1h30m`, in milliseconds. @throws Error for anything else. */
export function durationMilliseconds(duration: string): number {
  if (!whole.test(duration)) throw new Error(`"${duration}" is not a duration of Prometheus, such as 15s or 1h30m`);
  let total = 0;
  for (const [, amount = '0', unit = 's'] of duration.matchAll(parts))
    total += Number(amount) * milliseconds[unit as Unit];
  return total;
}

/** A duration of Prometheus, multiplied; at least one millisecond, since zero means something else there. */
export const scaleDuration = (duration: string, factor: number): string =>
  factor === 1 ? duration : `${Math.max(1, Math.round(durationMilliseconds(duration) * factor))}ms`;

/** The same with every range selector and offset of an expression. Strings in it are left alone. */
export function scaleRanges(expression: string, factor: number): string {
  const strings = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/;
  return expression
    .split(strings)
    .map((text, index) =>
      index % 2 === 1
        ? text
        : text
            .replace(
              /\[(\w+)(:(\w*))?\]/g,
              (_all, range: string, sub: string | undefined, step: string | undefined) => {
                const resolution = sub === undefined ? '' : `:${step ? scaleDuration(step, factor) : ''}`;
                return `[${scaleDuration(range, factor)}${resolution}]`;
              },
            )
            .replace(/\boffset\s+(\w+)/g, (_all, back: string) => `offset ${scaleDuration(back, factor)}`),
    )
    .join('');
}
