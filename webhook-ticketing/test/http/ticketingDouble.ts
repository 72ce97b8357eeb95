import { diagnosisAccuracy } from '../../src/domain/diagnosisAccuracy.ts';
import type { Accounts, Ticketing, User } from '../../src/application/ticketing.ts';
import { powerCutExplained } from './explainedCity.ts';
import {
  assignees,
  blackPicture,
  engineer,
  operator,
  fadingLight,
  pictureLost,
  policeUser,
  powerCut,
  record,
  roadworks,
  sentBack,
  tracking,
  trackingToken,
} from './demoCity.ts';

type Call = { use: keyof Ticketing; args: readonly unknown[] };

/** Stands in for the use cases behind HTTP: answers in the contract's shapes and remembers what it was asked. */
export interface TicketingDouble extends Ticketing {
  calls: Call[];
}

export function ticketingDouble(overrides: Partial<Ticketing> = {}): TicketingDouble {
  const calls: Call[] = [];
  const orders = [powerCut, sentBack, pictureLost, fadingLight];
  const answers: Ticketing = {
    receiveAlerts: (alerts) => Promise.resolve({ accepted: alerts.length }),
    listWorkOrders: (user) =>
      Promise.resolve(
        user.role === 'police' ? { workOrders: [], total: 0 } : { workOrders: [powerCut, sentBack], total: 2 },
      ),
    summariseWorkOrders: () =>
      Promise.resolve({ byState: [{ state: 'dispatched', count: 2 }], planned: 1, overdue: 1 }),
    getWorkOrder: (_user, id) => {
      const order = orders.find((one) => one.id === id);
      return Promise.resolve(order ? { ok: order } : { rejected: 'not_found' });
    },
    getWorkOrderEvents: () => Promise.resolve({ ok: { events: record, chainIntact: true } }),
    getWorkOrderPicture: (_user, id, number) =>
      Promise.resolve(
        orders.some((one) => one.id === id && one.pictures.some((picture) => picture.number === number))
          ? { ok: blackPicture }
          : { rejected: 'not_found' },
      ),
    explainDiagnosis: (_user, id) =>
      Promise.resolve(id === powerCutExplained.id ? { ok: powerCutExplained } : { rejected: 'not_found' }),
    getRecordedCase: () => Promise.resolve({ ok: Buffer.from('case') }),
    command: (_user, id) => {
      const order = orders.find((one) => one.id === id);
      return Promise.resolve(order ? { ok: order } : { rejected: 'not_found' });
    },
    listAssignees: () => Promise.resolve(assignees),
    declareMaintenance: (_user, declaration) => Promise.resolve({ ok: { ...roadworks, ...declaration } }),
    listMaintenance: () => Promise.resolve({ ok: { maintenances: [roadworks] } }),
    endMaintenance: (_user, id) =>
      Promise.resolve(id === roadworks.id ? { ok: { ...roadworks, state: 'over' } } : { rejected: 'not_found' }),
    reportFault: () => Promise.resolve({ ok: { trackingToken, number: tracking.number, joinedOpenOrder: true } }),
    trackReport: (token) => Promise.resolve(token === trackingToken ? { ok: tracking } : { rejected: 'not_found' }),
    slaReport: (_user, { from, to }) => Promise.resolve({ from, to, lines: [], diagnosis: null }),
    priorHistory: () => Promise.resolve({ ok: { active: 0, sets: [], activations: [] } }),
    activatePriors: (_user, version) => Promise.resolve({ ok: { active: version, sets: [], activations: [] } }),
    diagnosisAccuracy: (_user, query) =>
      Promise.resolve({ ok: diagnosisAccuracy([], query, { parties: [], sites: [] }) }),
    ...overrides,
  };
  const remember = <K extends keyof Ticketing>(use: K): Ticketing[K] => {
    const answer = answers[use] as (...args: unknown[]) => unknown;
    return ((...args: unknown[]) => {
      calls.push({ use, args });
      return answer(...args);
    }) as Ticketing[K];
  };
  return {
    calls,
    receiveAlerts: remember('receiveAlerts'),
    listWorkOrders: remember('listWorkOrders'),
    summariseWorkOrders: remember('summariseWorkOrders'),
    getWorkOrder: remember('getWorkOrder'),
    getWorkOrderEvents: remember('getWorkOrderEvents'),
    getWorkOrderPicture: remember('getWorkOrderPicture'),
    explainDiagnosis: remember('explainDiagnosis'),
    getRecordedCase: remember('getRecordedCase'),
    command: remember('command'),
    listAssignees: remember('listAssignees'),
    declareMaintenance: remember('declareMaintenance'),
    listMaintenance: remember('listMaintenance'),
    endMaintenance: remember('endMaintenance'),
    reportFault: remember('reportFault'),
    trackReport: remember('trackReport'),
    slaReport: remember('slaReport'),
    priorHistory: remember('priorHistory'),
    activatePriors: remember('activatePriors'),
    diagnosisAccuracy: remember('diagnosisAccuracy'),
  };
}

export const password = 'correct horse';
const people = [engineer, operator, policeUser];

/** Accounts that know three people, with sessions in memory. */
export function accountsDouble(): Accounts & { open(user: User): { sessionToken: string; csrfToken: string } } {
  const sessions = new Map<string, { user: User; csrfToken: string }>();
  const open = (user: User) => {
    const sessionToken = `session-token-${user.role}-${String(sessions.size)}`;
    const csrfToken = `csrf-${user.role}-${String(sessions.size)}`;
    sessions.set(sessionToken, { user, csrfToken });
    return { sessionToken, csrfToken };
  };
  const byLogin = (login: string) => people.find((user) => user.login === login) ?? null;
  return {
    open,
    logIn: (login, given) => {
      const user = byLogin(login);
      return Promise.resolve(user && given === password ? { user, ...open(user) } : null);
    },
    session: (token) => Promise.resolve(sessions.get(token) ?? null),
    logOut: (token) => {
      sessions.delete(token);
      return Promise.resolve();
    },
    byLogin: (login) => Promise.resolve(byLogin(login)),
  };
}
