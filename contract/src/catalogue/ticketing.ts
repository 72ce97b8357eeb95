import { metrics } from './metric.ts';

/** What the ticketing service says of itself. */
export const ticketingMetrics = metrics({
  roundsman_inventory_reload_success: {
    type: 'gauge',
    help: '1 if the newest version of the inventory is the one in use, 0 if it was refused.',
  },
  roundsman_alerts_received_total: {
    type: 'counter',
    help: 'Alerts taken in, by status and way: webhook or reconcile.',
    labels: ['status', 'way'],
  },
  roundsman_alerts_rejected_total: { type: 'counter', help: 'Webhook bodies refused, by reason.', labels: ['reason'] },
  roundsman_diagnosis_failures_total: {
    type: 'counter',
    help: 'Failures of the diagnosis or of what it decided, a bug each; what it failed on was taken up as undetermined, if at all.',
  },
  roundsman_work_orders: { type: 'gauge', help: 'Work orders about faults not finished, by state.', labels: ['state'] },
  roundsman_planned_work_orders: { type: 'gauge', help: 'Preventive work orders not finished.' },
  roundsman_forecasts_total: {
    type: 'counter',
    help: 'What the daily look at wear decided of preventive orders: opened, reforecast, withdrawn, verified; by kind.',
    labels: ['kind', 'decision'],
  },
  roundsman_prediction_last_success_timestamp_seconds: {
    type: 'gauge',
    help: 'When all measurements were last looked at for wear.',
  },
  roundsman_work_orders_opened_total: {
    type: 'counter',
    help: 'Work orders opened, by source and fault class.',
    labels: ['source', 'fault_class'],
  },
  roundsman_diagnosis_outcomes: {
    type: 'gauge',
    help: 'Closed orders with a verdict, by the class named at dispatch and by what was found: a class, other, or nothing. Of all time.',
    labels: ['diagnosed', 'found'],
  },
  roundsman_diagnosis_party_outcomes: {
    type: 'gauge',
    help: 'The same orders by the party to which the verdict at dispatch pointed, and what became of that: right, wrong, abstained (undetermined), unknown (nothing was found). Of all time.',
    labels: ['party', 'outcome'],
  },
  roundsman_sla_clocks_running: {
    type: 'gauge',
    help: 'Clocks that run, by clock and whether they are overdue.',
    labels: ['clock', 'overdue'],
  },
  roundsman_sla_breaches_total: {
    type: 'counter',
    help: 'Clocks that ran out, by clock and party.',
    labels: ['clock', 'party'],
  },
  roundsman_fault_to_notify_seconds: {
    type: 'histogram',
    help: 'From the first bad sample of a fault, as the rules judged it, to its message being accepted by the channel, by layer.',
    labels: ['layer'],
  },
  roundsman_outbox_pending: { type: 'gauge', help: 'Messages that wait for delivery.' },
  roundsman_outbox_oldest_pending_age_seconds: { type: 'gauge', help: 'Age of the oldest message that waits.' },
  roundsman_outbox_deliveries_total: {
    type: 'counter',
    help: 'Attempts to deliver, by channel type and outcome.',
    labels: ['channel', 'outcome'],
  },
  roundsman_reconcile_last_success_timestamp_seconds: {
    type: 'gauge',
    help: 'When Alertmanager was last read in full.',
  },
  roundsman_http_request_duration_seconds: {
    type: 'histogram',
    help: 'Duration of requests, by route and status class.',
    labels: ['route', 'status'],
  },
});
