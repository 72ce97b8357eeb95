/** An alert as Prometheus posts it to Alertmanager's `/api/v2/alerts`. */
export interface PostedAlert {
  labels: Record<string, string>;
  startsAt: string;
  endsAt: string;
}

/** Post alerts as Prometheus does; they end by themselves unless they are posted again. */
export async function postAlerts(alertmanagerUrl: string, alerts: readonly PostedAlert[]): Promise<void> {
  const reply = await fetch(`${alertmanagerUrl}/api/v2/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(alerts),
  });
  if (!reply.ok) throw new Error(`Alertmanager refused alerts: ${reply.status} ${await reply.text()}`);
}
