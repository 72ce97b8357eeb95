/** Reads a moment from text; undefined when the text does not have the form. Seconds since 1970. */
export type DateTimePattern = (text: string) => number | undefined;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const longMonths = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const shortDays = 'sun|mon|tue|wed|thu|fri|sat';
const longDays = 'sunday|monday|tuesday|wednesday|thursday|friday|saturday';

/** What each conversion of strptime(3) matches. `name` is the field that it gives, nothing where it only has to be there. */
const conversions: Readonly<Record<string, { pattern: string; field?: string }>> = {
  Y: { pattern: '\\d{4}', field: 'year' },
  y: { pattern: '\\d{2}', field: 'shortYear' },
  m: { pattern: '\\d{1,2}', field: 'month' },
  b: { pattern: months.join('|'), field: 'shortMonth' },
  h: { pattern: months.join('|'), field: 'shortMonth' },
  B: { pattern: longMonths.join('|'), field: 'longMonth' },
  d: { pattern: '\\d{1,2}', field: 'day' },
  e: { pattern: ' ?\\d{1,2}', field: 'day' },
  j: { pattern: '\\d{1,3}', field: 'dayOfYear' },
  H: { pattern: '\\d{1,2}', field: 'hour' },
  k: { pattern: ' ?\\d{1,2}', field: 'hour' },
  I: { pattern: '\\d{1,2}', field: 'hour12' },
  l: { pattern: ' ?\\d{1,2}', field: 'hour12' },
  p: { pattern: 'am|pm', field: 'half' },
  P: { pattern: 'am|pm', field: 'half' },
  M: { pattern: '\\d{1,2}', field: 'minute' },
  S: { pattern: '\\d{1,2}', field: 'second' },
  f: { pattern: '\\d{1,9}' },
  s: { pattern: '-?\\d{1,12}', field: 'epoch' },
  z: { pattern: 'z|[+-]\\d{2}:?\\d{2}', field: 'zone' },
  Z: { pattern: 'utc|gmt' },
  a: { pattern: shortDays },
  A: { pattern: longDays },
  n: { pattern: '\\s+' },
  t: { pattern: '\\s+' },
  '%': { pattern: '%' },
};
const composed: Readonly<Record<string, string>> = {
  T: '%H:%M:%S',
  R: '%H:%M',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  r: '%I:%M:%S %p',
  c: '%a %b %e %H:%M:%S %Y',
  v: '%e-%b-%Y',
};

/** A pattern of strftime such as `%Y-%m-%d %H:%M:%S`. Without a zone the moment is in UTC. @throws SyntaxError for an unknown conversion */
export function dateTimePattern(pattern: string): DateTimePattern {
  const fields: string[] = [];
  const whole = pattern.replace(/%([TRDFrcv])/g, (_found, letter: string) => composed[letter] ?? '');
  const source = whole.replace(/%(.)|([^%]+)|%$/g, (_found, letter?: string, plain?: string) => {
    if (plain !== undefined) return plain.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    const conversion = conversions[letter ?? ''];
    if (!conversion) throw new SyntaxError(`%${letter ?? ''} is not a conversion that can be read back`);
    if (conversion.field === undefined) return `(?:${conversion.pattern})`;
    fields.push(conversion.field);
    return `(${conversion.pattern})`;
  });
  const expression = new RegExp(`^${source}$`, 'i');
  return (text) => {
    const match = expression.exec(text);
    return match ? moment(new Map(fields.map((field, at) => [field, (match[at + 1] ?? '').toLowerCase()]))) : undefined;
  };
}

function moment(found: ReadonlyMap<string, string>): number | undefined {
  const number = (field: string): number | undefined => {
    const text = found.get(field);
    return text === undefined ? undefined : Number(text);
  };
  const epoch = number('epoch');
  if (epoch !== undefined) return epoch;
  const shortYear = number('shortYear');
  // POSIX: 69 to 99 are of the 20th century.
  const year = number('year') ?? (shortYear === undefined ? 1970 : shortYear + (shortYear < 69 ? 2000 : 1900));
  const named = months.indexOf((found.get('shortMonth') ?? found.get('longMonth') ?? '').slice(0, 3)) + 1;
  const dayOfYear = number('dayOfYear');
  const month = dayOfYear === undefined ? (number('month') ?? (named === 0 ? 1 : named)) : 1;
  const day = dayOfYear ?? number('day') ?? 1;
  const half = found.get('half');
  const hour12 = number('hour12');
  const hour = number('hour') ?? (hour12 === undefined ? 0 : (hour12 % 12) + (half === 'pm' ? 12 : 0));
  const minute = number('minute') ?? 0;
  const second = number('second') ?? 0;
  if (month < 1 || month > 12 || day < 1 || day > (dayOfYear === undefined ? 31 : 366)) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - zoneSeconds(found.get('zone'));
}

function zoneSeconds(zone: string | undefined): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
