import type { WebhookAlert } from '@roundsman/contract/alertmanager.ts';
import type { WorkOrderQuery } from '@roundsman/contract/api.ts';
import type { Explanation } from '@roundsman/contract/explanation.ts';
import type { DiagnosisAccuracy } from '@roundsman/contract/diagnosisAccuracy.ts';
import type { FaultReport, Tracking } from '@roundsman/contract/faultReport.ts';
import type { Maintenance, MaintenanceDeclaration, MaintenanceList } from '@roundsman/contract/maintenance.ts';
import type { PriorHistory } from '@roundsman/contract/priors.ts';
import type { SlaReport } from '@roundsman/contract/slaReport.ts';
import type { Language } from '@roundsman/contract/text.ts';
import type { FaultSource, UserRole } from '@roundsman/contract/vocabulary.ts';
import type { Assignees, Command, WorkOrder, WorkOrderEvent, WorkOrderList } from '@roundsman/contract/workOrder.ts';
import type { z } from 'zod';
import type { faultReportReceipt } from '@roundsman/contract/faultReport.ts';
import type { workOrderSummary } from '@roundsman/contract/workOrder.ts';
import type { AccuracyQuery } from '../domain/diagnosisAccuracy.ts';
import type { Outcome, Rejection } from '../domain/rejection.ts';

/** A person who asks for something, after authentication. */
export interface User {
  id: string;
  login: string;
  role: UserRole;
  /** The inventory's contact that the account stands for; engineers have one. */
  contact: string | null;
  party: string | null;
  language: Language;
}

export type { Outcome, Rejection };

/** The use cases of the service, as its ways in (HTTP pages and API) call them. Throws only for bugs and I/O. */
export interface Ticketing {
  /** Durable once resolved; alerts without the house's fault labels are refused one by one and counted. */
  receiveAlerts(alerts: readonly WebhookAlert[], way: 'webhook' | 'reconcile'): Promise<{ accepted: number }>;
  /** What the user may see: engineers their party's orders and those assigned to them, the others all; police none. */
  listWorkOrders(user: User, query: WorkOrderQuery): Promise<WorkOrderList>;
  summariseWorkOrders(): Promise<z.infer<typeof workOrderSummary>>;
  getWorkOrder(user: User, id: string): Promise<Outcome<WorkOrder>>;
  getWorkOrderEvents(user: User, id: string): Promise<Outcome<{ events: WorkOrderEvent[]; chainIntact: boolean }>>;
  /** Exactly as it was kept: what does not match its hash in the record is not shown. */
  getWorkOrderPicture(user: User, id: string, number: number): Promise<Outcome<Uint8Array>>;
  /** Of a verdict that led to an order which the user may see; another one is not told from one that is not there. */
  explainDiagnosis(user: User, id: string): Promise<Outcome<Explanation>>;
  /** The file behind it: exactly as it was kept, or not at all. */
  getRecordedCase(user: User, id: string): Promise<Outcome<Uint8Array>>;
  command(user: User, id: string, command: Command): Promise<Outcome<WorkOrder>>;
  listAssignees(): Promise<Assignees>;
  declareMaintenance(user: User, declaration: MaintenanceDeclaration): Promise<Outcome<Maintenance>>;
  listMaintenance(user: User): Promise<Outcome<MaintenanceList>>;
  endMaintenance(user: User, id: string): Promise<Outcome<Maintenance>>;
  /** `user` is null for a citizen. */
  reportFault(
    user: User | null,
    report: FaultReport,
    source: FaultSource,
  ): Promise<Outcome<z.infer<typeof faultReportReceipt>>>;
  trackReport(trackingToken: string): Promise<Outcome<Tracking>>;
  slaReport(user: User | null, query: { from: string; to: string; party?: string }): Promise<SlaReport>;
  /** For managers, operators and admins. */
  priorHistory(user: User): Promise<Outcome<PriorHistory>>;
  /** For operators and admins; version 0: the built-in priors. */
  activatePriors(user: User, version: number): Promise<Outcome<PriorHistory>>;
  /** For managers, operators and admins. */
  diagnosisAccuracy(user: User, query: AccuracyQuery): Promise<Outcome<DiagnosisAccuracy>>;
}

/** Accounts and sessions. */
export interface Accounts {
  /** Null when login or password is wrong; takes as long either way. */
  logIn(login: string, password: string): Promise<{ user: User; sessionToken: string; csrfToken: string } | null>;
  /** Null for an unknown or expired session. */
  session(sessionToken: string): Promise<{ user: User; csrfToken: string } | null>;
  logOut(sessionToken: string): Promise<void>;
  /** The account of a verified Grafana identity. */
  byLogin(login: string): Promise<User | null>;
}
