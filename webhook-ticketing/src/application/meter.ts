import type { ticketingMetrics } from '@roundsman/contract/catalogue.ts';

type Catalogue = typeof ticketingMetrics;
type Named<Type> = { [N in keyof Catalogue]: Catalogue[N]['type'] extends Type ? N : never }[keyof Catalogue];
export type CounterName = Named<'counter'>;
export type GaugeName = Named<'gauge'>;
export type HistogramName = Named<'histogram'>;

type Labels = Readonly<Record<string, string>>;

/** Where the use cases note what the service does; the names are those of the catalogue. */
export interface Meter {
  count(name: CounterName, labels?: Labels, by?: number): void;
  set(name: GaugeName, value: number, labels?: Labels): void;
  /** Forgets all series of a gauge: what is not known any more is absent. */
  clear(name: GaugeName): void;
  observe(name: HistogramName, seconds: number, labels?: Labels): void;
}
