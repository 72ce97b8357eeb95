import { setTimeout as pause } from 'node:timers/promises';
import { query, startDistrict } from '../src/district.ts';
import { distribution, quantile, tenths } from './distribution.ts';
import { tellStory, type Legs, type Story } from './faultStory.ts';
import { Ground, type Strike } from './ground.ts';
import { measureLoad } from './processLoad.ts';
import { followMessages } from './told.ts';

/**
 * From the onset of a fault to the first message about it at the real mail server or webhook receiver, with the production
 * intervals: single faults at random moments, many under way at once on independent sites. SITES (a multiple of 12, so that
 * every feeder, splitter and PON port has a sibling; four cameras each), FAULTS, and MINUTES over which they are spread.
 */
const whole = (name: string, otherwise: number): number => {
  const value = Number(process.env[name] ?? otherwise);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name}: expected a whole number from 1, got ${value}`);
  return value;
};
const sites = whole('SITES', 252);
const count = whole('FAULTS', 216);
const minutes = whole('MINUTES', 8);
if (sites % 12 !== 0) throw new Error(`SITES: expected a multiple of 12, got ${sites}`);

/** What must hold, seconds. */
const bars = { p99: 55, streamP99: 85, max: 120 };

/** What is broken, and how often in a round. */
const round: readonly (Strike & { times: number })[] = [
  { kind: 'feeder_power_cut', target: 'feeder', times: 3 },
  { kind: 'breaker_trip', target: 'breaker', times: 3 },
  { kind: 'fibre_cut', target: 'pon_port', times: 1 },
  { kind: 'fibre_cut', target: 'splitter', times: 2 },
  { kind: 'fibre_cut', target: 'onu', times: 2 },
  { kind: 'switch_hang', target: 'switch', times: 3 },
  { kind: 'camera_hang', target: 'camera', times: 3 },
  { kind: 'camera_credentials_changed', target: 'camera', times: 3 },
  { kind: 'stream_stall', target: 'camera', times: 4 },
];
/** These are seen in the video only, of cameras that answer. */
const isStream = ({ kind }: Story): boolean => kind === 'stream_stall' || kind === 'camera_credentials_changed';

/** So many strikes: rounds, each in an order of its own. */
function strikes(wanted: number): Strike[] {
  const drawn: Strike[] = [];
  while (drawn.length < wanted) {
    const hand = round.flatMap(({ times, ...strike }) => Array.from({ length: times }, () => strike));
    while (hand.length > 0) drawn.push(...hand.splice(Math.floor(Math.random() * hand.length), 1));
  }
  return drawn.slice(0, wanted);
}

const district = await startDistrict({ profile: 'production', sites });
const { stack, receivers, operator } = district;
const { told, stop } = followMessages(receivers, operator);
try {
  const names = ['simulator', 'exporter', 'prometheus', 'alertmanager', 'ticketing', 'postgres'] as const;
  const load = measureLoad(Object.fromEntries(names.map((name) => [name, stack.server(name).pid ?? 0])));
  const ground = new Ground(stack.inventory);
  const waiting = strikes(count);
  const stories: Story[] = [];
  const underWay: Promise<void>[] = [];
  const over = new AbortController();
  let atOnce = 0;
  let most = 0;
  let neverVerified = 0;
  const started = Date.now();
  while (waiting.length > 0) {
    // The next in line whose ground is free.
    for (const [index, strike] of waiting.entries()) {
      const claim = ground.claim(strike, Date.now());
      if (claim === null) continue;
      waiting.splice(index, 1);
      most = Math.max(most, (atOnce += 1));
      underWay.push(
        tellStory(district, told, strike, claim, over.signal).then(({ story, recovered }) => {
          atOnce -= 1;
          stories.push(story);
          recovered.catch((error: unknown) => {
            neverVerified += 1;
            console.log(String(error));
          });
          if (stories.length % 20 === 0) console.log(`${stories.length} of ${count} faults, ${elapsed(started)}`);
        }),
      );
      break;
    }
    // Exponential gaps: every moment of a scrape interval is as likely as any other.
    await pause(-Math.log(1 - Math.random()) * ((minutes * 60_000) / count));
  }
  const injected = elapsed(started);
  await Promise.all(underWay);
  over.abort();
  const loaded = load();
  await stop();
  report(stories, { injected, most });
  console.table(loaded.processes);
  console.table([loaded.machine]);
  console.log(await questions(Math.round((Date.now() - started) / 1000)));
  const strangers = receivers.messages.filter(({ channel }) => channel === 'on-call').length;
  console.log(
    `messages to people: ${receivers.messages.length - strangers}; to on-call about the platform: ${strangers}`,
  );
  console.log(`faults with an order that stayed open after they were mended: ${neverVerified}`);
  conclude(stories);
} finally {
  await district.stop();
}

/** What Prometheus counted of the questions that it was asked, in the last `seconds`; few of them are this benchmark's. */
async function questions(seconds: number): Promise<string> {
  const counted = (metric: string): Promise<number | null> =>
    query(stack, `sum(increase(${metric}{handler="/api/v1/query"}[${seconds}s]))`);
  const [asked, spent] = [
    await counted('prometheus_http_requests_total'),
    await counted('prometheus_http_request_duration_seconds_sum'),
  ];
  if (asked === null || spent === null) throw new Error('Prometheus does not say how many questions it was asked');
  return `Prometheus was asked ${(asked / seconds).toFixed(1)} questions a second, of ${((spent / asked) * 1000).toFixed(1)} ms`;
}

function elapsed(since: number): string {
  return `${((Date.now() - since) / 60_000).toFixed(1)} min`;
}

function report(stories: readonly Story[], { injected, most }: { injected: string; most: number }): void {
  const devices = stack.inventory.elements.filter(({ modules }) => modules.length > 0).length;
  console.log(
    `\n${stories.length} faults in ${injected}, up to ${most} at once; ${sites} sites, ${devices} devices; production intervals`,
  );
  const classes = Map.groupBy(stories, ({ kind, faultClass, target }) => `${kind} (${faultClass} ${kindOf(target)})`);
  const rows = [...classes].sort(([one], [other]) => one.localeCompare(other));
  console.log('\nonset → message, s');
  console.table(
    Object.fromEntries(
      rows.map(([name, all]) => [
        name,
        {
          n: all.length,
          lost: all.filter(({ seconds }) => seconds === null).length,
          ...distribution(secondsOf(all)),
          'right cause': all.filter(({ right }) => right).length,
          'more than one order': all.filter(({ orders }) => orders > 1).length,
        },
      ]),
    ),
  );
  console.log('\nits legs, s: p50 / max');
  const legs: readonly (keyof Legs)[] = ['seen', 'judged', 'delivered'];
  const leg = (all: readonly Story[], name: keyof Legs): string => {
    const { p50, max } = distribution(all.flatMap((story) => story.legs?.[name] ?? []));
    return `${p50} / ${max}`;
  };
  const legsOf = (all: readonly Story[]) => Object.fromEntries(legs.map((name) => [name, leg(all, name)]));
  console.table(Object.fromEntries(rows.map(([name, all]) => [name, legsOf(all)])));
  console.log('\nthe slowest');
  const slowest = stories.toSorted((one, other) => (other.seconds ?? Infinity) - (one.seconds ?? Infinity)).slice(0, 8);
  console.table(
    slowest.map(({ target, kind, seconds, legs: all, named }) => ({ kind, target, seconds, ...all, named })),
  );
  const wrong = stories.filter(({ right }) => !right);
  if (wrong.length > 0) console.log('\nfirst message named another cause');
  for (const { kind, target, faultClass, named } of wrong) console.log(`  ${kind} ${target} (${faultClass}): ${named}`);
}

function kindOf(id: string): string {
  return stack.inventory.elements.find((element) => element.id === id)?.kind ?? '';
}

function secondsOf(stories: readonly Story[]): number[] {
  return stories.flatMap(({ seconds }) => seconds ?? []);
}

/** Says which bars were broken, exits with 1 then, and ends with the JSON line. */
function conclude(stories: readonly Story[]): void {
  const others = stories.filter((story) => !isStream(story));
  const all = secondsOf(stories);
  const figures = {
    faults: stories.length,
    p50_s: tenths(quantile(secondsOf(others), 0.5)),
    p99_s: tenths(quantile(secondsOf(others), 0.99)),
    stream_p50_s: tenths(quantile(secondsOf(stories.filter(isStream)), 0.5)),
    stream_p99_s: tenths(quantile(secondsOf(stories.filter(isStream)), 0.99)),
    max_s: tenths(quantile(all, 1)),
    lost: stories.length - all.length,
    top1: Number((stories.filter(({ right }) => right).length / stories.length).toFixed(3)),
  };
  const broken = [
    ...((figures.p99_s ?? Infinity) > bars.p99 ? [`p99 over ${bars.p99} s`] : []),
    ...((figures.stream_p99_s ?? Infinity) > bars.streamP99 ? [`p99 of streams over ${bars.streamP99} s`] : []),
    ...((figures.max_s ?? Infinity) > bars.max ? [`one over ${bars.max} s`] : []),
    ...(figures.lost > 0 ? [`${figures.lost} lost`] : []),
  ];
  if (broken.length > 0) {
    console.log(`bars broken: ${broken.join(', ')}`);
    process.exitCode = 1;
  }
  console.log(JSON.stringify(figures));
}
