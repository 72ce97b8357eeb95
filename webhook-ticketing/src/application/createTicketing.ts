import { isRejected } from '../domain/rejection.ts';
import { slaReport } from '../domain/slaReport.ts';
import { trackingOf } from '../domain/tracking.ts';
import { commandOrder } from './commandOrder.ts';
import { explainDiagnosis, getRecordedCase } from './explainDiagnosis.ts';
import { declareMaintenance, endMaintenance, listMaintenance } from './maintenance.ts';
import { judgeDiagnosis } from './judgeDiagnosis.ts';
import { listAssignees } from './listAssignees.ts';
import { activatePriors, priorHistory } from './priors.ts';
import {
  getWorkOrder,
  getWorkOrderEvents,
  getWorkOrderPicture,
  listWorkOrders,
  summariseWorkOrders,
} from './readOrders.ts';
import { receiveAlerts } from './receiveAlerts.ts';
import { reportFault, reportOfToken } from './reportFault.ts';
import { nowOf, type Service } from './service.ts';
import type { Ticketing } from './ticketing.ts';

/** The use cases on one service. */
export const createTicketing = (service: Service): Ticketing => ({
  receiveAlerts: (alerts, way) => receiveAlerts(service, alerts, way),
  listWorkOrders: (user, query) => listWorkOrders(service, user, query),
  summariseWorkOrders: () => summariseWorkOrders(service),
  getWorkOrder: (user, id) => getWorkOrder(service, user, id),
  getWorkOrderEvents: (user, id) => getWorkOrderEvents(service, user, id),
  getWorkOrderPicture: (user, id, number) => getWorkOrderPicture(service, user, id, number),
  explainDiagnosis: (user, id) => explainDiagnosis(service, user, id),
  getRecordedCase: (user, id) => getRecordedCase(service, user, id),
  command: (user, id, command) => commandOrder(service, user, id, command),
  declareMaintenance: (user, declaration) => declareMaintenance(service, user, declaration),
  listMaintenance: (user) => listMaintenance(service, user),
  endMaintenance: (user, id) => endMaintenance(service, user, id),
  listAssignees: () => Promise.resolve(listAssignees(service)),
  reportFault: (user, report, source) => reportFault(service, user, report, source),
  trackReport: async (token) => {
    const report = await reportOfToken(service, token);
    if ('rejected' in report) return report;
    const record = await service.store.orders.record(report.ok.orderId);
    if (!record) return { rejected: 'not_found', detail: 'there is no report behind this link' };
    return { ok: trackingOf(record.events, report.ok, service.settings.hotline) };
  },
  slaReport: async (user, query) => {
    const records = await service.store.orders.records(await service.store.orders.openedBetween(query.from, query.to));
    // Engineers see how their own party does; the others, and whoever may read the dashboard, all of them.
    const party = user?.role === 'engineer' ? (user.party ?? '') : query.party;
    const events = records.map((record) => record.events);
    const interval = { from: query.from, to: query.to, party };
    const judged = await judgeDiagnosis(service, user, interval);
    return {
      ...slaReport(events, interval, service.city().inventory, nowOf(service)),
      diagnosis: isRejected(judged) ? null : judged.ok,
    };
  },
  priorHistory: (user) => priorHistory(service, user),
  activatePriors: (user, version) => activatePriors(service, user, version),
  diagnosisAccuracy: (user, query) => judgeDiagnosis(service, user, query),
});
