import type { LearnedPriors, PriorHistory } from '@roundsman/contract/priors.ts';
import { instantOf, millis } from '../domain/instant.ts';
import { isNews, learnPriors as lessonsOf, ratesOf } from '../domain/learnedPriors.ts';
import type { Outcome } from '../domain/rejection.ts';
import { actorName } from '../domain/workOrderRights.ts';
import { nowOf, type Service } from './service.ts';
import type { PriorStore } from './store.ts';
import type { User } from './ticketing.ts';

const dayMs = 86_400_000;
/** What is older says little of how the city fares today. */
const rememberedDays = 730;

/** The priors that the diagnosis goes by now; null: the built-in ones. */
export async function activePriors(priors: PriorStore): Promise<LearnedPriors | null> {
  const set = await priors.active();
  return set && { version: set.version, perYear: ratesOf(set.lessons) };
}

/**
 * Proposes priors from what was found, at most once a day and where they differ from the last proposal. They take effect when an
 * operator or admin says so, since a bad habit of closing orders would otherwise teach itself; or at once, where the installation
 * has settled that.
 */
export async function learnPriors(service: Service): Promise<undefined> {
  const { store, settings, logger } = service;
  const now = nowOf(service);
  const last = await store.priors.newest();
  if (last && millis(now) - millis(last.madeAt) < dayMs) return undefined;
  const outcomes = await store.outcomes.openedBetween(instantOf(millis(now) - rememberedDays * dayMs), now);
  const [first] = outcomes;
  if (!first) return undefined;
  // Before the first cause was told nobody was learning: those years would count as years without faults.
  const period = { from: first.openedAt, to: now };
  const lessons = lessonsOf(outcomes, service.city().inventory.elements, period);
  if (!isNews(lessons, last?.lessons ?? [])) return undefined;
  const version = (last?.version ?? 0) + 1;
  const isMine = await store.transaction(async ({ priors }) => {
    const written = await priors.propose({ version, madeAt: now, ...period, lessons });
    if (written && settings.activatePriors === 'automatically') {
      await priors.activate({ version, at: now, by: 'system' });
    }
    return written;
  });
  if (isMine) logger.info({ version, findings: outcomes.length }, 'priors were learnt from what was found');
  return undefined;
}

const mayActivate = ({ role }: User): boolean => role === 'operator' || role === 'admin';

/** All that was ever proposed, and when which took effect. */
export async function priorHistory({ store }: Pick<Service, 'store'>, user: User): Promise<Outcome<PriorHistory>> {
  if (!mayActivate(user) && user.role !== 'manager') {
    return { rejected: 'forbidden', detail: 'learnt priors are for managers, operators and admins' };
  }
  const [sets, activations] = await Promise.all([store.priors.sets(), store.priors.activations()]);
  return { ok: { active: activations[0]?.version ?? 0, sets, activations } };
}

/** Lets the diagnosis go by another version from the next judgement on. The one that is active already changes nothing. */
export async function activatePriors(service: Service, user: User, version: number): Promise<Outcome<PriorHistory>> {
  if (!mayActivate(user)) return { rejected: 'forbidden', detail: 'priors are activated by operators and admins' };
  const known = await priorHistory(service, user);
  if ('rejected' in known) return known;
  if (version !== 0 && !known.ok.sets.some((set) => set.version === version)) {
    return { rejected: 'invalid_request', field: 'version', detail: `there are no priors of version ${version}` };
  }
  if (version === known.ok.active) return known;
  await service.store.priors.activate({ version, at: nowOf(service), by: actorName(user) });
  service.logger.info({ version, actor: actorName(user) }, 'priors were activated');
  return priorHistory(service, user);
}
