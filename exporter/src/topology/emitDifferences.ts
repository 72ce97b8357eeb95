import type { HearView } from '../modules/snmpBridge.ts';
import type { TopologyBook } from './topologyBook.ts';

/** Takes down what a switch says, and shows in its own scrape how that differs from the inventory. */
export const emitDifferences =
  (book: TopologyBook): HearView =>
  (view, emit, { id }) => {
    for (const { kind, port, element } of book.take(id, view))
      emit.sample('topology_difference', 1, { port, kind, element_id: element?.id ?? '' });
  };
