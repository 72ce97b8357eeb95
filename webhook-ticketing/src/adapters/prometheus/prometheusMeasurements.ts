import type { Observation } from '@roundsman/contract/evidence.ts';
import { identifier } from '@roundsman/contract/inventory/schema.ts';
import { symptoms, type SymptomId } from '@roundsman/contract/symptoms.ts';
import type { Logger } from 'pino';
import type { Clock } from '../../application/clock.ts';
import type { Measurements } from '../../application/measurements.ts';
import { inTurns } from './inTurns.ts';
import { endDeviceReadings } from './endDeviceReadings.ts';
import { KeptAnswers } from './keptAnswers.ts';
import { powerReadings } from './powerReadings.ts';
import type { Query, Series } from './prometheusQuery.ts';
import type { Reading } from './reading.ts';
import { streamReadings } from './streamReadings.ts';
import { transmissionReadings } from './transmissionReadings.ts';

/** Identifiers in one expression, of some 20 octets each and up to three times; Prometheus pays some ten microseconds for each. */
const batchSize = 1000;
const concurrency = 4;
/** As often as anything is scraped. */
const stepSeconds = 15;

const readingsOfWays: readonly Reading[] = [...powerReadings, ...transmissionReadings, ...streamReadings];
const allReadings: readonly Reading[] = [...readingsOfWays, ...endDeviceReadings];

/** Prometheus' own series of pending and firing alerts; its value is when the rule first found it, in seconds of the epoch. */
const activeAlerts = 'min by (element_id, symptom) (ALERTS_FOR_STATE{layer!="platform"})';

/** Readings of which an answer counts equally long and that are asked for about the same elements, with what was answered. */
interface Round {
  readings: readonly Reading[];
  wide: boolean;
  ofEndDevices: boolean;
  kept: KeptAnswers;
}
const roundsOf = (readings: readonly Reading[], ofEndDevices: boolean): Round[] =>
  [...Map.groupBy(readings, ({ every, wide = false }) => `${every} ${wide}`).values()].flatMap((alike) =>
    alike[0] === undefined
      ? []
      : { readings: alike, wide: alike[0].wide ?? false, ofEndDevices, kept: new KeptAnswers(alike[0].every) },
  );

/** Reads the house's metrics as observations. Null where Prometheus does not answer: the diagnosis then judges by alerts alone. */
export function prometheusMeasurements(query: Query, clock: Clock, logger: Logger): Measurements {
  const rounds = [...roundsOf(readingsOfWays, false), ...roundsOf(endDeviceReadings, true)];
  const answered = async <T>(questions: () => Promise<T>): Promise<T | null> => {
    try {
      return await questions();
    } catch (error) {
      logger.warn({ err: error }, 'Prometheus could not be asked');
      return null;
    }
  };
  /** What each of these readings says of its elements. */
  const ask = async (
    asked: readonly { readings: readonly Reading[]; elements: readonly string[] }[],
    expressionOf: (selector: string, reading: Reading) => string,
    now: Date,
  ): Promise<Observation[][]> => {
    const questions = asked.flatMap(({ readings, elements }, index) =>
      batches(elements).flatMap((ids) => readings.map((reading) => ({ reading, ids, index }))),
    );
    const answers = await inTurns(questions, concurrency, async ({ reading, ids, index }) => {
      const series = await query(expressionOf(reading.selector(ids), reading), now);
      return { index, observations: series.flatMap((each) => observationsOf(reading, each)) };
    });
    return asked.map((_, at) =>
      worstOf(answers.flatMap(({ index, observations }) => (index === at ? observations : []))),
    );
  };
  return {
    observe: (inQuestion, { anew, endDevices }) =>
      answered(async () => {
        const now = clock.now();
        const [near, far] = [inQuestion.near.filter(isIdentifier), inQuestion.far.filter(isIdentifier)];
        const about = rounds
          .filter(({ ofEndDevices }) => endDevices || !ofEndDevices)
          .map((round) => ({ round, elements: round.wide ? [...near, ...far] : near }));
        const asked = about.map(({ round: { readings, kept }, elements }) => ({
          readings,
          elements: kept.toBeAsked(elements, anew, now.getTime()),
        }));
        const answers = await ask(
          asked,
          (selector, { remembered }) => (remembered ? `last_over_time(${selector}[${remembered}])` : selector),
          now,
        );
        return about.flatMap(({ round: { kept }, elements }, at) => {
          kept.keep(asked[at]?.elements ?? [], answers[at] ?? [], now.getTime());
          return kept.of(elements);
        });
      }),
    foundBad: async () => {
      const found = await answered(() => query(activeAlerts, clock.now()));
      return (found ?? []).flatMap(({ labels: { element_id: element, symptom }, samples }) => {
        const since = samples.at(-1)?.value;
        return element === undefined || since === undefined || !isSymptom(symptom)
          ? []
          : { element, symptom, since: new Date(since * 1000).toISOString() };
      });
    },
    // A range of a plain selector answers the samples as they were scraped, with their own times.
    history: (elements, observables, windowSeconds) =>
      answered(async () => {
        const readings = allReadings.filter(({ says }) => says.some((observable) => observables.has(observable)));
        const window = `${Math.ceil(windowSeconds)}s`;
        const found = await ask(
          [{ readings, elements: [...new Set(elements)].filter(isIdentifier) }],
          (selector, { derived }) => (derived ? `(${selector})[${window}:${stepSeconds}s]` : `${selector}[${window}]`),
          clock.now(),
        );
        return found.flat();
      }),
  };
}

const observationsOf = ({ read }: Reading, { labels, samples }: Series): Observation[] =>
  samples.flatMap((sample) => {
    const at = new Date(sample.at).toISOString();
    return read(labels, sample.value).flatMap(({ element, observable, value }): Observation[] =>
      element !== undefined && isIdentifier(element) ? [{ element, observable, value, at, from: 'metric' }] : [],
    );
  });

const isSymptom = (id: string | undefined): id is SymptomId => id !== undefined && Object.hasOwn(symptoms, id);

/** One holds nothing that a regular expression reads as more than itself. */
const isIdentifier = (id: string): boolean => identifier.safeParse(id).success;

const batches = (ids: readonly string[]): string[] =>
  Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, index) =>
    ids.slice(index * batchSize, (index + 1) * batchSize).join('|'),
  );

/** A device may have several disks, clocks, faults of its picture: what is bad of one is bad of all at that time. */
function worstOf(observations: readonly Observation[]): Observation[] {
  const found = new Map<string, Observation>();
  for (const one of observations) {
    const key = `${one.element} ${one.observable} ${one.at}`;
    if (found.get(key)?.value !== false) found.set(key, one);
  }
  return [...found.values()];
}
