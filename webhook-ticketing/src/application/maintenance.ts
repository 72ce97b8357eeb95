import type { Maintenance, MaintenanceDeclaration } from '@roundsman/contract/maintenance.ts';
import { isDeepStrictEqual } from 'node:util';
import {
  declared,
  explainingWorks,
  mayDeclare,
  stateOf,
  type Covered,
  type DeclaredMaintenance,
} from '../domain/maintenance.ts';
import { instantOf, millis, type Instant } from '../domain/instant.ts';
import { isRejected, type Outcome } from '../domain/rejection.ts';
import { actorName } from '../domain/workOrderRights.ts';
import { nowOf, type Service } from './service.ts';
import { storable } from './storableText.ts';
import type { Transaction } from './store.ts';
import type { User } from './ticketing.ts';

/** Planned works that are over are shown for so long. */
const shownDays = 30;

const view = (one: DeclaredMaintenance, now: Instant): Maintenance => ({ ...one, state: stateOf(one, now) });

/** Keeps a declaration of planned works. The same again is answered as the first time. */
export async function declareMaintenance(
  service: Service,
  user: User,
  given: MaintenanceDeclaration,
): Promise<Outcome<Maintenance>> {
  const now = nowOf(service);
  const declaration = storable(given);
  const judged = declared(declaration, user, service.city().inventory, now);
  if (isRejected(judged)) return judged;
  const { maintenances } = service.store;
  if (await maintenances.declare(judged.ok)) {
    service.logger.info({ maintenance: declaration.id, actor: actorName(user) }, 'planned works were declared');
    return { ok: view(judged.ok, now) };
  }
  const known = await maintenances.byId(declaration.id);
  const { id, area, from, to, approver, reason } = known ?? judged.ok;
  const moment = (instant: Instant): Instant => instantOf(millis(instant));
  const asked = { ...declaration, from: moment(declaration.from), to: moment(declaration.to) };
  return known && isDeepStrictEqual({ id, area, from, to, approver, reason }, asked)
    ? { ok: view(known, now) }
    : { rejected: 'invalid_request', field: 'id', detail: 'this id was used for other works; choose a new one' };
}

export async function listMaintenance(service: Service, user: User): Promise<Outcome<{ maintenances: Maintenance[] }>> {
  if (user.role === 'police') return { rejected: 'forbidden' };
  const now = nowOf(service);
  const found = await service.store.maintenances.lastingUntil(instantOf(millis(now) - shownDays * 86_400_000));
  return { ok: { maintenances: found.map((one) => view(one, now)) } };
}

/** Ends planned works now, or withdraws them; works that are over stay as they were. */
export async function endMaintenance(service: Service, user: User, id: string): Promise<Outcome<Maintenance>> {
  if (!mayDeclare(user)) return { rejected: 'forbidden', detail: 'planned works are ended by operators' };
  const now = nowOf(service);
  const { maintenances } = service.store;
  const known = await maintenances.byId(id);
  if (!known) return { rejected: 'not_found', detail: `there are no planned works ${id}` };
  if (stateOf(known, now) !== 'over' && (await maintenances.end(id, now, actorName(user)))) {
    service.logger.info({ maintenance: id, actor: actorName(user) }, 'planned works were ended');
    service.wake('releaseHeld');
  }
  return { ok: view((await maintenances.byId(id)) ?? known, now) };
}

/** The works that keep an order back that is opened now; null where none do. */
export async function worksThatExplain(
  { maintenances }: Pick<Transaction, 'maintenances'>,
  service: Pick<Service, 'city' | 'clock'>,
  order: Covered,
): Promise<DeclaredMaintenance | null> {
  const now = nowOf(service);
  return explainingWorks(await maintenances.lastingUntil(now), order, service.city().topology, now);
}
