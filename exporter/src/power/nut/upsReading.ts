import type { Emit } from '../../modules/emit.ts';
import { emitSenses } from '../../modules/senses.ts';
import type { Target } from '../../targets.ts';
import {
  alarmOfWord,
  batteryStatuses,
  frequencyVariables,
  lineVariables,
  numberVariables,
  powerSources,
  sourceOfWord,
  testResults,
} from './variables.ts';

const phases = [1, 2, 3] as const;
const maxOutlets = 64;

/** What the variables of a UPS say, in the words of the catalogue; a variable that is missing or no number says nothing. */
export function emitUps(variables: ReadonlyMap<string, string>, emit: Emit, target: Target): void {
  const number = (name: string, scale = 1): number | undefined => {
    const text = variables.get(name);
    // Divided rather than multiplied where it is a part: 0.97, not 0.9700000000000001.
    if (text === undefined || !/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return undefined;
    return scale < 1 ? Number(text) / Math.round(1 / scale) : Number(text) * scale;
  };
  const volts = { main: [] as number[], bypass: [] as number[] };

  for (const { name, metric, scale, labels } of numberVariables) emit.sample(metric, number(name, scale), labels);
  for (const { name, metric, labels } of frequencyVariables)
    emit.sample(metric, number(name), { ...labels, line: '1' });
  for (const { name, ofPhase, metric, scale, labels } of lineVariables) {
    const ofPhases = phases.map((phase) => number(ofPhase.replace('#', String(phase)), scale));
    const values = ofPhases.some((value) => value !== undefined) ? ofPhases : [number(name, scale)];
    values.forEach((value, at) => emit.sample(metric, value, { ...labels, line: String(at + 1) }));
    if (metric === 'power_input_volts')
      volts[labels?.['input'] === 'bypass' ? 'bypass' : 'main'].push(...values.filter((value) => value !== undefined));
  }
  emitSenses(volts, emit, target);
  emitStatus(variables.get('ups.status'), number('battery.charge'), emit);
  emit.state(
    'ups_test_result',
    [...new Set(Object.values(testResults))],
    testResults[variables.get('ups.test.result') ?? ''],
  );
  emitOutlets(variables, number, emit);
  emitInfo(variables, emit);
}

/** Without a status nothing is known: a UPS that is well says so with `OL`. */
function emitStatus(status: string | undefined, charge: number | undefined, emit: Emit): void {
  const words = new Set(status?.split(' ').filter((word) => word !== ''));
  if (words.size === 0) return;
  const source = sourceOfWord.find(([word]) => words.has(word))?.[1] ?? 'other';
  emit.state('power_source', powerSources, source);
  const known = words.has('OL') || words.has('OB');
  const battery = !words.has('LB') ? (known ? 'normal' : 'unknown') : charge === 0 ? 'depleted' : 'low';
  emit.state('ups_battery_status', batteryStatuses, battery);
  emit.sample('ups_battery_replace_needed', words.has('RB') ? 1 : 0);
  for (const [word, alarm] of alarmOfWord) emit.sample('ups_alarm', words.has(word) ? 1 : 0, { alarm });
}

function emitOutlets(
  variables: ReadonlyMap<string, string>,
  number: (name: string) => number | undefined,
  emit: Emit,
): void {
  for (let at = 1; at <= maxOutlets; at++) {
    const of = (what: string): string => `outlet.${at}.${what}`;
    const status = variables.get(of('status'));
    const labels = { outlet: String(at), name: variables.get(of('desc')) ?? '' };
    emit.sample('power_outlet_on', status === 'on' ? 1 : status === 'off' ? 0 : undefined, labels);
    emit.sample('power_outlet_watts', number(of('realpower')), labels);
    emit.sample('power_outlet_amperes', number(of('current')), labels);
  }
}

function emitInfo(variables: ReadonlyMap<string, string>, emit: Emit): void {
  const say = (...names: string[]): string => names.map((name) => variables.get(name)).find((text) => text) ?? '';
  const info = {
    model: say('device.model', 'ups.model'),
    serial: say('device.serial', 'ups.serial'),
    software: say('ups.firmware'),
  };
  if (Object.values(info).some((text) => text !== '')) emit.sample('device_info', 1, info);
}
