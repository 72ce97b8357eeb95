import type { HttpMetrics } from '../http/httpDependencies.ts';
import type { TicketingMetrics } from './ticketingMetricsRegistry.ts';

/** What the HTTP adapter tells, in the names of the catalogue. */
export const httpMetrics = (metrics: TicketingMetrics): HttpMetrics => ({
  observeRequest: ({ route, status, seconds }) => {
    const labels = { route, status: `${Math.floor(status / 100)}xx` };
    metrics.observe('roundsman_http_request_duration_seconds', seconds, labels);
  },
  countRefusedWebhook: (reason) => metrics.count('roundsman_alerts_rejected_total', { reason }),
  render: () => metrics.render(),
});
