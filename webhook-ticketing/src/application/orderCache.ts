import { orderOf, type Order } from './order.ts';
import type { OrderRow, OrderStore } from './store.ts';

export interface OrderCache {
  /** The orders of these rows, in their order; read anew where the row is of another version than what is kept. */
  load(orders: OrderStore, rows: readonly Pick<OrderRow, 'id' | 'version'>[]): Promise<Order[]>;
}

/**
 * Orders as their records amount to. A record only grows, so that an order of a version never changes: lists, clocks and the
 * diagnosis, which look at all open orders again and again, read and replay each version once.
 */
export function orderCache(limit = 10_000): OrderCache {
  const kept = new Map<string, Order>();
  const keep = (order: Order): Order => {
    kept.delete(order.id);
    kept.set(order.id, order);
    for (const oldest of kept.keys()) {
      if (kept.size <= limit) break;
      kept.delete(oldest);
    }
    return order;
  };
  return {
    load: async (orders, rows) => {
      const known = new Map<string, Order>();
      for (const { id, version } of rows) {
        const order = kept.get(id);
        if (order?.state.version === version) known.set(id, keep(order));
      }
      const missing = rows.filter(({ id }) => !known.has(id)).map(({ id }) => id);
      if (missing.length > 0) {
        for (const record of await orders.records(missing)) known.set(record.id, keep(orderOf(record)));
      }
      return rows.flatMap(({ id }) => known.get(id) ?? []);
    },
  };
}
