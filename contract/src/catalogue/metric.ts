/** What the catalogue says of a metric. */
export interface Metric {
  type: 'gauge' | 'counter' | 'histogram';
  help: string;
  labels?: readonly string[];
  /** Which of its samples tell that something is amiss: only of gauges of `/probe`. */
  amiss?: Amiss;
}

/**
 * Samples by their value and, where given, by their labels as they are written. A bound leaves out what is surely well: which of the
 * others are a fault is for the rules to say.
 */
export interface Amiss {
  value: 'zero' | 'other than zero' | { below: number };
  labelled?: RegExp;
}

/** Keeps the names of a part of the catalogue as its type. */
export const metrics = <T extends Record<string, Metric>>(part: T): T => part;

/** The name under which what is amiss with a metric is told again. */
export const amissName = (metric: string): string => `${metric}_amiss`;

/** Whether a sample tells that something is amiss; what is no number tells nothing. */
export const isAmiss = ({ amiss }: Metric, value: number, labelled: string): boolean =>
  amiss !== undefined &&
  !Number.isNaN(value) &&
  (typeof amiss.value === 'object' ? value < amiss.value.below : (value === 0) === (amiss.value === 'zero')) &&
  (amiss.labelled === undefined || amiss.labelled.test(labelled));

/**
 * The metrics that tell again what is amiss, and are absent otherwise. A rule that looks for them costs by what is broken and not by
 * what there is: Prometheus needs some 8 µs for each series that it looks at, healthy or not.
 */
export const amissMetrics = (all: Readonly<Record<string, Metric>>): Record<string, Metric> =>
  Object.fromEntries(
    Object.entries(all).flatMap(([name, { type, labels, amiss }]) =>
      amiss === undefined ? [] : [[amissName(name), { type, help: helpOf(name, amiss), ...(labels && { labels }) }]],
    ),
  );

const helpOf = (name: string, { value, labelled }: Amiss): string => {
  const only = labelled === undefined ? '' : ` and its labels match ${labelled.source}`;
  const amiss = typeof value === 'object' ? `below ${value.below}` : value;
  return `The sample of ${name} while it is ${amiss}${only}; absent otherwise. It is what rules look for.`;
};
