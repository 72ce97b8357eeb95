/** What became of a datagram that came as a notification; the label of `roundsman_exporter_notifications_total`. */
export const notificationOutcomes = [
  'taken',
  'unknown',
  'repeated',
  'discovery',
  'stranger',
  'rate_limited',
  'oversized',
  'malformed',
  'unauthorised',
  'ambiguous',
  'untimely',
] as const;
export type NotificationOutcome = (typeof notificationOutcomes)[number];
