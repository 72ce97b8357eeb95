import type { ProbeModule } from '@roundsman/contract/vocabulary.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Prober } from '../probe/prober.ts';

/** A prober, and the modules for which it is run: once, however many of them a device has. */
export interface Part {
  modules: readonly ProbeModule[];
  prober: Prober;
}

/**
 * All that a scrape of one group reads, side by side. What one part learnt stays when another fails; the probe then fails with
 * the first failure, and a fault of the exporter goes before any failure of the device.
 */
export function groupProber(parts: readonly Part[]): Prober {
  return async (probe) => {
    const wanted = parts.filter(({ modules }) => modules.some((module) => probe.target.modules.includes(module)));
    const results = await Promise.allSettled(wanted.map(({ prober }) => prober(probe)));
    const failures: unknown[] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failures.length > 0) throw failures.find((failure) => !(failure instanceof ProbeFailure)) ?? failures[0];
  };
}
