import { Varbind } from '../snmp/varbind.ts';
import type { VarbindList } from '../snmp/varbindList.ts';
import type { Column, Rule, ScrapePlan } from './plan.ts';
import { Rows, type Captured } from './rows.ts';
import { sampler, type Sampler, type Take } from './samples.ts';
import type { TextBuffer } from './textBuffer.ts';

/** What became of one stretch of objects, for `?debug=true`. */
export interface Observed {
  column: Column;
  objects: number;
  samples: number;
  /** Objects whose value the metric's type cannot show. */
  skipped: number;
}

/** Where samples of one family stand, one after the other. */
export interface Stretch {
  text: TextBuffer;
  from: number;
  to: number;
}

/** Where the samples of each family of the plan lie, in the order of the agent. */
export interface Rendered {
  families: readonly (readonly Stretch[])[];
  /** Numbers of families of which two rows have the same labels. */
  suspects: ReadonlySet<number>;
}

const samplers = new WeakMap<Rule, Sampler>();

function samplerOf(rule: Rule): Sampler {
  const known = samplers.get(rule) ?? sampler(rule);
  samplers.set(rule, known);
  return known;
}

interface Run {
  column: Column;
  from: number;
  to: number;
}

/** What a module's rules make of what its agent answered, written to `text`. `observe` is told of each stretch of one column. */
export function render(
  plan: ScrapePlan,
  readings: VarbindList,
  text: TextBuffer,
  observe?: (seen: Observed) => void,
): Rendered {
  const runs = runsOf(plan.columns, readings);
  const captured = capture(plan, readings, runs);
  const rows: (Rows | undefined)[] = plan.shapes.map(() => undefined);
  const stretches: Stretch[][] = plan.families.map(() => []);
  const suspects = new Set<number>();
  const shown = new Varbind();
  let family = -1;
  let begin = 0;
  const end = (): void => {
    if (family >= 0 && text.length > begin) stretches[family]?.push({ text, from: begin, to: text.length });
  };
  const goOn = (next: number): void => {
    if (next === family) return;
    end();
    family = next;
    begin = text.length;
  };
  for (const { column, from, to } of runs) {
    const { rule, ruleLength } = column;
    if (!rule) continue;
    const shape = plan.shapes[rule.shape];
    if (!shape) continue;
    const shaped = (rows[rule.shape] ??= new Rows(shape, captured));
    const subtypes = captured[rule.subtypeCapture];
    const sample = samplerOf(rule);
    const { families } = rule;
    const take: Take = (at) => {
      goOn(families[at] ?? -1);
      return text;
    };
    const before = text.length;
    let position = -1;
    let skipped = 0;
    for (let at = from; at < to; at++) {
      const reading = readings.at(at, shown);
      if (!reading || reading.absent) continue;
      position = shaped.at(reading, ruleLength, position + 1);
      const row = shaped.get(position);
      if (!row) continue;
      if (!sample(reading, row, take, subtypes?.get(reading.indexKey(ruleLength)))) skipped++;
      if (row.repeated) for (const number of families) suspects.add(number);
    }
    observe?.({ column, objects: to - from, samples: text.lines(before, text.length), skipped });
  }
  end();
  return { families: stretches, suspects };
}

/** Stretches of objects of one column. Objects that nothing asks for are left out. */
function runsOf(columns: readonly Column[], readings: VarbindList): Run[] {
  const runs: Run[] = [];
  const shown = new Varbind();
  let current: Run | undefined;
  for (let at = 0; at < readings.length; at++) {
    const reading = readings.at(at, shown);
    if (!reading) continue;
    if (current && !current.column.divided && current.to === at && reading.startsWith(current.column.oid)) {
      current.to = at + 1;
      continue;
    }
    const column = columnOf(columns, reading);
    if (!column) continue;
    if (current?.column === column && current.to === at) current.to = at + 1;
    else runs.push((current = { column, from: at, to: at + 1 }));
  }
  return runs;
}

/** The narrowest column around an object. */
function columnOf(columns: readonly Column[], reading: Varbind): Column | undefined {
  let [from, to] = [0, columns.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const column = columns[middle];
    if (column && reading.compareToOid(column.oid) >= 0) from = middle + 1;
    else to = middle;
  }
  // Whatever is around the object is around the last column before it as well.
  for (let column = columns[from - 1]; column; column = columns[column.parent])
    if (reading.startsWith(column.oid)) return column;
  return undefined;
}

function capture(plan: ScrapePlan, readings: VarbindList, runs: readonly Run[]): Captured[] {
  const captured: Map<string, Varbind>[] = Array.from({ length: plan.captures }, () => new Map());
  for (const { column, from, to } of runs)
    for (const { number, length } of column.captures)
      for (let at = from; at < to; at++) {
        const reading = readings.at(at);
        if (reading && !reading.absent) captured[number]?.set(reading.indexKey(length), reading);
      }
  return captured;
}
