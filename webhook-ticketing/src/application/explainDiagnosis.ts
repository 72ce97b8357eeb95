import type { Explanation } from '@roundsman/contract/explanation.ts';
import type { CaseReference } from '@roundsman/contract/recordedCase.ts';
import { explain } from '../domain/explanation/explain.ts';
import type { Outcome } from '../domain/rejection.ts';
import { orderOf, type Order } from './order.ts';
import { maySee } from './orderAccess.ts';
import { unpackCase } from './packedCase.ts';
import type { Service } from './service.ts';
import type { User } from './ticketing.ts';

type Reading = Pick<Service, 'store' | 'logger'>;

export async function explainDiagnosis(service: Reading, user: User, id: string): Promise<Outcome<Explanation>> {
  const found = await visibleCase(service, user, id);
  if ('rejected' in found) return found;
  const { recorded, orders, sha256 } = found.ok;
  const visible = orders.map((order) => ({ id: order.id, number: order.state.number }));
  return { ok: explain(recorded, sha256, visible) };
}

export async function getRecordedCase(service: Reading, user: User, id: string): Promise<Outcome<Uint8Array>> {
  const found = await visibleCase(service, user, id);
  return 'rejected' in found ? found : { ok: found.ok.body };
}

/** The case, if it is the one that the record of an order names which the user may see. */
async function visibleCase({ store, logger }: Reading, user: User, id: string) {
  const missing = (detail: string) => ({ rejected: 'not_found', detail }) as const;
  const stored = await store.recordedCases.find(id);
  const all = stored ? (await store.orders.records(stored.orderIds)).map(orderOf) : [];
  const orders = all.filter((order) => maySee(user, order));
  const reference = orders.map((order) => referenceIn(order, id)).find((each) => each !== undefined);
  if (!stored || !reference) return missing(`there is no diagnosis ${id}`);
  const { sha256 } = reference;
  try {
    const { recorded, sha256: found } = await unpackCase(stored.body);
    if (found === sha256) return { ok: { recorded, orders, sha256, body: stored.body } };
    logger.error({ diagnosis: id }, 'a recorded case is not the one that the record of its orders names');
  } catch (error) {
    logger.error({ err: error, diagnosis: id }, 'a recorded case cannot be read');
  }
  return missing('the recorded case is not the one that was kept');
}

function referenceIn({ events }: Order, id: string): CaseReference | undefined {
  return events
    .flatMap(({ facts }) => ('recordedCase' in facts && facts.recordedCase) || [])
    .find((each) => each.id === id);
}
