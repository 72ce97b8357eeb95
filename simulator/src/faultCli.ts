import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { controlClient } from './control/client.ts';

const usage = `Breaks things in the simulated city, and mends them.

  npm run fault -- list                  the faults there are, what they hit, and which are active
  npm run fault -- inject KIND TARGET    for example: inject feeder_power_cut feeder-001
  npm run fault -- clear ID|all
  npm run fault -- manners DEVICE KEY=VALUE ...    how its agent behaves, for example: delayMs=300 lossRatio=0.05
                                         (also clockSkewSeconds of its SNMPv3 engine, furtherPorts of a switch)
                                         (a camera: jitterMs reorderRatio garbageRatio descriptionOctets maxSessions,
                                         hangAt and closeAt=OPTIONS|DESCRIBE|SETUP|PLAY|TEARDOWN)
  npm run fault -- mend DEVICE           its agent behaves well again

  --since TIME   with inject: when it began, such as 2026-11-26T08:00:00+08:00, for what devices keep a record of (capture_drop)
  --url URL      control interface of the simulator (from .roundsman/stack.json)
`;

const stackFile = path.join(import.meta.dirname, '../../.roundsman/stack.json');
const stack = z.object({ simulatorUrl: z.url() });

async function simulatorUrl(): Promise<string> {
  const text = await readFile(stackFile, 'utf8').catch((error: unknown) => {
    throw new Error('no stack is running here (.roundsman/stack.json is missing); run npm start, or give --url', {
      cause: error,
    });
  });
  return stack.parse(JSON.parse(text)).simulatorUrl;
}

const shortened = (targets: readonly string[]): string =>
  targets.length <= 4 ? targets.join(', ') : `${targets.slice(0, 3).join(', ')} … ${targets.at(-1) ?? ''}`;

async function fault(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { url: { type: 'string' }, since: { type: 'string' }, help: { type: 'boolean', default: false } },
  });
  const [command, first, second, ...rest] = positionals;
  const settings = positionals.slice(2);
  if (values.help) return void process.stdout.write(usage);
  const client = controlClient(values.url ?? (await simulatorUrl()));
  const say = (text: string): void => void process.stdout.write(`${text}\n`);

  if (command === 'list' && first === undefined) {
    for (const { kind, name, targets } of await client.kinds())
      say(`${kind.padEnd(28)}${name.en}: ${shortened(targets)}`);
    const active = await client.active();
    say(active.length === 0 ? '\nno fault is active' : '\nactive:');
    for (const { id, kind, target, onset } of active) say(`${id.padEnd(12)}${kind} ${target} since ${onset}`);
    for (const [device, how] of Object.entries(await client.manners())) say(`${device}: ${JSON.stringify(how)}`);
  } else if (command === 'inject' && first !== undefined && second !== undefined && rest.length === 0) {
    const { id, onset } = await client.inject(first, second, values.since);
    say(`${id}: ${first} ${second} since ${onset}`);
  } else if (command === 'clear' && first !== undefined && second === undefined) {
    const ids = first === 'all' ? (await client.active()).map(({ id }) => id) : [first];
    for (const id of ids) await client.clear(id);
    say(`cleared ${ids.length === 0 ? 'nothing' : ids.join(', ')}`);
  } else if (command === 'manners' && first !== undefined && settings.length > 0) {
    const how = await client.setManners(first, Object.fromEntries(settings.map(setting)));
    say(`${first}: ${JSON.stringify(how)}`);
  } else if (command === 'mend' && first !== undefined && second === undefined) {
    await client.mend(first);
    say(`${first} behaves well`);
  } else throw new Error(usage);
}

function setting(text: string): [key: string, value: number | string] {
  const [key = '', value = ''] = text.split('=', 2);
  if (!/^(?:-?\d+(?:\.\d+)?|[A-Z]+)$/.test(value))
    throw new Error(`"${text}": expected KEY=VALUE, a number or a word in capitals`);
  return [key, /[A-Z]/.test(value) ? value : Number(value)];
}

fault().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
