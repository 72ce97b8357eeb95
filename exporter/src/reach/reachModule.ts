import type { ProbeModule } from '@roundsman/contract/vocabulary.ts';
import { labels } from '../probe/exposition.ts';
import { ProbeFailure } from '../probe/failure.ts';
import type { Prober } from '../probe/prober.ts';
import type { Part } from '../probers/group.ts';

/** One way of reaching a device as a part of its scrape, with a success of its own beside that of the whole probe. */
export function reachModule(module: ProbeModule, prober: Prober): Part {
  return {
    modules: [module],
    prober: async (probe) => {
      try {
        await prober(probe);
        probe.exposition.add('reach_success', 1, labels({ module }));
      } catch (error) {
        if (error instanceof ProbeFailure) {
          probe.note(`${module}: ${error.message}`);
          probe.exposition.add('reach_success', 0, labels({ module }));
          probe.exposition.add('reach_failure_info', 1, labels({ module, reason: error.reason }));
        }
        throw error;
      }
    },
  };
}
