import type { Observation } from '@roundsman/contract/evidence.ts';
import { identifier } from '@roundsman/contract/inventory/schema.ts';
import type { Logger } from 'pino';
import type { Clock } from '../../application/clock.ts';
import type { Measurements } from '../../application/measurements.ts';
import { inTurns } from './inTurns.ts';
import { endDeviceReadings } from './endDeviceReadings.ts';
import { powerReadings } from './powerReadings.ts';
import type { Query, Series } from './prometheusQuery.ts';
import { of, type Reading } from './reading.ts';
import { transmissionReadings } from './transmissionReadings.ts';

/** Identifiers in one expression; keeps a request below some 16 kB. */
const batchSize = 250;
const concurrency = 4;
/** As often as anything is scraped. */
const stepSeconds = 15;

/** Reasons of a failed stream probe that speak of the media. That a camera cannot be reached says nothing about it. */
const noMedia: ReadonlySet<string> = new Set(['no_media', 'protocol', 'timeout']);

/** What each metric of the catalogue says as an observation. */
const readingsOfWays: readonly Reading[] = [
  ...powerReadings,
  ...transmissionReadings,
  {
    selector: (ids) => `probe_success{job="stream",device_id=~"${ids}"}`,
    read: ({ device_id: id }, value) =>
      value === 1 ? [of(id, 'media_flowing', true), of(id, 'authorised', true)] : [],
  },
  {
    selector: (ids) => `probe_failure_info{job="stream",device_id=~"${ids}"}`,
    read: ({ device_id: id, reason = '' }, value) => {
      if (value !== 1) return [];
      if (reason === 'unauthorised') return [of(id, 'authorised', false)];
      return noMedia.has(reason) ? [of(id, 'media_flowing', false)] : [];
    },
  },
];
const allReadings: readonly Reading[] = [...readingsOfWays, ...endDeviceReadings];

/** Prometheus' own series of pending and firing alerts; its value is when the rule first found it, in seconds of the epoch. */
const activeAlerts = (ids: string): string => `min by (element_id) (ALERTS_FOR_STATE{element_id=~"${ids}"})`;

/** Reads the house's metrics as observations. Null where Prometheus does not answer: the diagnosis then judges by alerts alone. */
export function prometheusMeasurements(query: Query, clock: Clock, logger: Logger): Measurements {
  const ask = async (
    elements: readonly string[],
    readings: readonly Reading[],
    expressionOf: (selector: string, reading: Reading) => string,
  ): Promise<Observation[] | null> => {
    const now = clock.now();
    const asked = batches(elements).flatMap((ids) => readings.map((reading) => ({ reading, ids })));
    try {
      const answers = await inTurns(asked, concurrency, async ({ reading, ids }) =>
        (await query(expressionOf(reading.selector(ids), reading), now)).flatMap((series) =>
          observationsOf(reading, series),
        ),
      );
      return worstOf(answers.flat());
    } catch (error) {
      logger.warn({ err: error }, 'Prometheus could not be asked');
      return null;
    }
  };
  return {
    observe: (elements, { endDevices }) =>
      ask(elements, endDevices ? allReadings : readingsOfWays, (selector, { remembered }) =>
        remembered ? `last_over_time(${selector}[${remembered}])` : selector,
      ),
    badSince: async (elements) => {
      const now = clock.now();
      try {
        const answers = await inTurns(batches(elements), concurrency, (ids) => query(activeAlerts(ids), now));
        return new Map(
          answers.flat().flatMap(({ labels, samples }) => {
            const since = samples.at(-1)?.value;
            const element = labels['element_id'];
            return element === undefined || since === undefined
              ? []
              : [[element, new Date(since * 1000).toISOString()]];
          }),
        );
      } catch (error) {
        logger.warn({ err: error }, 'Prometheus could not be asked');
        return new Map();
      }
    },
    // A range of a plain selector answers the samples as they were scraped, with their own times.
    history: (elements, windowSeconds) =>
      ask(elements, allReadings, (selector, { derived }) => {
        const window = `${Math.ceil(windowSeconds)}s`;
        return derived ? `(${selector})[${window}:${stepSeconds}s]` : `${selector}[${window}]`;
      }),
  };
}

const observationsOf = ({ read }: Reading, { labels, samples }: Series): Observation[] =>
  samples.flatMap((sample) => {
    const at = new Date(sample.at).toISOString();
    return read(labels, sample.value).flatMap(({ element, observable, value }): Observation[] =>
      element !== undefined && identifier.safeParse(element).success
        ? [{ element, observable, value, at, from: 'metric' }]
        : [],
    );
  });

/** Identifiers hold nothing that a regular expression reads as more than itself. */
const batches = (elements: readonly string[]): string[] => {
  const ids = [...new Set(elements)].filter((id) => identifier.safeParse(id).success);
  return Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, index) =>
    ids.slice(index * batchSize, (index + 1) * batchSize).join('|'),
  );
};

/** A device may have several disks, clocks, faults of its picture: what is bad of one is bad of all at that time. */
function worstOf(observations: readonly Observation[]): Observation[] {
  const found = new Map<string, Observation>();
  for (const one of observations) {
    const key = `${one.element} ${one.observable} ${one.at}`;
    if (found.get(key)?.value !== false) found.set(key, one);
  }
  return [...found.values()];
}
