import type { Varbind } from '../snmp/varbind.ts';
import { expand, maxSubject, parseGoFloat } from './goRegExp.ts';
import { dateAndTimeSeconds, ntpSeconds } from './moment.ts';
import { isText, type Rule } from './plan.ts';
import { escapeLabel, textTypeOf, type Row } from './rows.ts';
import type { MetricRule } from './schema.ts';
import type { TextBuffer } from './textBuffer.ts';
import { octetsValue, textValue } from './value.ts';

/** Where a sample goes for the family of this place among the rule's families. */
export type Take = (family: number) => TextBuffer;

/** Turns one value of a row into samples; false when it is none that the metric's type could show. */
export type Sampler = (value: Varbind, row: Row, take: Take, subtype: Varbind | undefined) => boolean;

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
  const named = Buffer.from(name);
  return (value, row, take) => {
    const found = value.wrappedNumber();
    if (found === undefined) return false;
    sample(take(0), named, row, plain ? found : found * factor + offset);
    return true;
  };
}

function sample(to: TextBuffer, name: Uint8Array, { labels }: Row, value: number): void {
  to.octets(name);
  to.octets(labels);
  if (labels.length > 0) to.octet(closingBrace);
  to.value(value);
}

/** A sample as far as one more label. */
function open(to: TextBuffer, name: Uint8Array, { labels }: Row): void {
  to.octets(name);
  to.octets(labels);
  to.octet(labels.length > 0 ? comma : openingBrace);
}
const [openingBrace, closingBrace, comma] = [0x7b, 0x7d, 0x2c];

/** A sample with one more label, which is written as far as its value. */
function labelled(to: TextBuffer, name: Uint8Array, row: Row, label: Uint8Array, value: string): void {
  open(to, name, row);
  to.octets(label);
  to.text(escapeLabel(value));
  to.octets(labelsEnd);
  to.value(1);
}
const labelsEnd = Buffer.from('"}');

function moment({ name }: MetricRule, read: (octets: Uint8Array) => number | undefined): Sampler {
  const named = Buffer.from(name);
  return (value, row, take) => {
    const octets = octetsValue(value);
    const seconds = octets && read(octets);
    if (seconds === undefined) return false;
    sample(take(0), named, row, seconds);
    return true;
  };
}

function enumAsInfo({ name, enum_values: names }: MetricRule): Sampler {
  const [named, label] = [Buffer.from(`${name}_info`), Buffer.from(`${name}="`)];
  return (value, row, take) => {
    const found = value.wrappedNumber();
    if (found === undefined) return false;
    labelled(take(0), named, row, label, names?.get(found) ?? String(found));
    return true;
  };
}

interface NamedState {
  number: number;
  label: Uint8Array;
}
/** The label of each state of a state set, to be written after the others of its row. */
const statesOf = ({ name, enum_values: names }: MetricRule): NamedState[] =>
  [...(names ?? [])].map(([number, state]) => ({ number, label: Buffer.from(`${name}="${escapeLabel(state)}"}`) }));

function state(to: TextBuffer, name: Uint8Array, row: Row, label: Uint8Array, holds: boolean): void {
  open(to, name, row);
  to.octets(label);
  to.value(holds ? 1 : 0);
}

function enumAsStateSet(metric: MetricRule): Sampler {
  const states = statesOf(metric);
  const [named, label] = [Buffer.from(metric.name), Buffer.from(`${metric.name}="`)];
  return (value, row, take) => {
    const found = value.wrappedNumber();
    if (found === undefined) return false;
    for (const known of states) state(take(0), named, row, known.label, known.number === found);
    // A state that the file does not name is still the one that holds.
    if (!metric.enum_values?.has(found)) labelled(take(0), named, row, label, String(found));
    return true;
  };
}

function bits(metric: MetricRule): Sampler {
  const known = statesOf(metric);
  const named = Buffer.from(metric.name);
  return (value, row, take) => {
    const octets = octetsValue(value);
    if (!octets) return false;
    for (const { number: bit, label } of known)
      state(take(0), named, row, label, ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
    return true;
  };
}

function text({ metric: { name, type, display_hint: hint }, ownLabel }: Rule): Sampler {
  const [named, label] = [Buffer.from(name), Buffer.from(`${name}="`)];
  return (value, row, take, subtype) => {
    if (ownLabel) labelled(take(0), named, row, label, textValue(value, textTypeOf(type, subtype), hint));
    else sample(take(0), named, row, 1);
    return true;
  };
}

/** For each suffix the first expression that matches and gives a number. */
function extracts({ metric: { name, type, display_hint: hint, regex_extracts: all } }: Rule): Sampler {
  const families = Object.entries(all ?? {}).map(([suffix, expressions]) => ({
    named: Buffer.from(name + suffix),
    expressions,
  }));
  return (value, row, take, subtype) => {
    const subject = textValue(value, textTypeOf(type, subtype), hint);
    if (subject.length > maxSubject) return false;
    let found = false;
    families.forEach(({ named, expressions }, at) => {
      for (const { regex, value: template } of expressions) {
        const match = regex.exec(subject);
        const read = match ? parseGoFloat(expand(template, match)) : undefined;
        if (read === undefined) continue;
        sample(take(at), named, row, read);
        found = true;
        break;
      }
    });
    return found;
  };
}
