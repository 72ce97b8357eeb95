import type { Varbind } from '../snmp/varbind.ts';
import { expand, maxSubject, parseGoFloat } from './goRegExp.ts';
import { dateAndTimeSeconds, ntpSeconds } from './moment.ts';
import { isText, type Rule } from './plan.ts';
import { escapeLabel, textTypeOf, type Row } from './rows.ts';
import type { MetricRule } from './schema.ts';
import { octetsValue, textValue } from './value.ts';

/** Takes a sample for the family of this place among the rule's families. */
export type Take = (family: number, sample: string) => void;

/** Turns one value of a row into samples; false when it is none that the metric's type could show. */
export type Sampler = (value: Varbind, row: Row, take: Take, subtype: Varbind | undefined) => boolean;

/** A number as Prometheus reads it. */
export function sampleNumber(value: number): string {
  if (value === Infinity) return '+Inf';
  if (value === -Infinity) return '-Inf';
  return String(value);
}

/** What a rule makes of each value, with everything that is the same for all of them worked out. */
export function sampler(rule: Rule): Sampler {
  const { metric } = rule;
  switch (metric.type) {
    case 'gauge':
    case 'counter':
    case 'Float':
    case 'Double':
      return number(metric);
    case 'DateAndTime':
      return moment(metric, (octets) => dateAndTimeSeconds(octets));
    case 'NTPTimeStamp':
      return moment(metric, (octets) => ntpSeconds(octets));
    case 'ParseDateAndTime':
      return moment(metric, (octets) => metric.datetime_pattern?.(Buffer.from(octets).toString('utf8')));
    case 'EnumAsInfo':
      return enumAsInfo(metric);
    case 'EnumAsStateSet':
      return enumAsStateSet(metric);
    case 'Bits':
      return bits(metric);
    default:
      return metric.regex_extracts && isText(metric.type) ? extracts(rule) : text(rule);
  }
}

function number({ name, scale, offset }: MetricRule): Sampler {
  const plain = scale === 0 && offset === 0;
  const factor = scale === 0 ? 1 : scale;
  return (value, row, take) => {
    const found = value.wrappedNumber();
    if (found === undefined) return false;
    take(0, `${name}${row.labels} ${sampleNumber(plain ? found : found * factor + offset)}\n`);
    return true;
  };
}

function moment({ name }: MetricRule, read: (octets: Uint8Array) => number | undefined): Sampler {
  return (value, row, take) => {
    const octets = octetsValue(value);
    const seconds = octets && read(octets);
    if (seconds === undefined) return false;
    take(0, `${name}${row.labels} ${sampleNumber(seconds)}\n`);
    return true;
  };
}

function enumAsInfo({ name, enum_values: names }: MetricRule): Sampler {
  return (value, row, take) => {
    const found = value.wrappedNumber();
    if (found === undefined) return false;
    take(0, `${name}_info${row.open}${name}="${escapeLabel(names?.get(found) ?? String(found))}"} 1\n`);
    return true;
  };
}

function enumAsStateSet({ name, enum_values: names }: MetricRule): Sampler {
  const states = [...(names ?? [])].map(([number, state]) => ({ number, label: `${name}="${escapeLabel(state)}"}` }));
  return (value, row, take) => {
    const found = value.wrappedNumber();
    if (found === undefined) return false;
    for (const { number, label } of states) take(0, `${name}${row.open}${label} ${number === found ? 1 : 0}\n`);
    // A state that the file does not name is still the one that holds.
    if (!names?.has(found)) take(0, `${name}${row.open}${name}="${found}"} 1\n`);
    return true;
  };
}

function bits({ name, enum_values: names }: MetricRule): Sampler {
  const known = [...(names ?? [])].map(([bit, state]) => ({ bit, label: `${name}="${escapeLabel(state)}"}` }));
  return (value, row, take) => {
    const octets = octetsValue(value);
    if (!octets) return false;
    for (const { bit, label } of known) {
      const set = ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
      take(0, `${name}${row.open}${label} ${set ? 1 : 0}\n`);
    }
    return true;
  };
}

function text({ metric: { name, type, display_hint: hint }, ownLabel }: Rule): Sampler {
  return (value, row, take, subtype) => {
    if (!ownLabel) {
      take(0, `${name}${row.labels} 1\n`);
      return true;
    }
    const shown = escapeLabel(textValue(value, textTypeOf(type, subtype), hint));
    take(0, `${name}${row.open}${name}="${shown}"} 1\n`);
    return true;
  };
}

/** For each suffix the first expression that matches and gives a number. */
function extracts({ metric: { name, type, display_hint: hint, regex_extracts: all } }: Rule): Sampler {
  const families = Object.entries(all ?? {}).map(([suffix, expressions]) => ({ name: name + suffix, expressions }));
  return (value, row, take, subtype) => {
    const subject = textValue(value, textTypeOf(type, subtype), hint);
    if (subject.length > maxSubject) return false;
    let found = false;
    families.forEach(({ name: full, expressions }, at) => {
      for (const { regex, value: template } of expressions) {
        const match = regex.exec(subject);
        const read = match ? parseGoFloat(expand(template, match)) : undefined;
        if (read === undefined) continue;
        take(at, `${full}${row.labels} ${sampleNumber(read)}\n`);
        found = true;
        break;
      }
    });
    return found;
  };
}
