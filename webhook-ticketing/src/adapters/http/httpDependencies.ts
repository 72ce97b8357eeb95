import type { Cabinet, Element, Party, Site } from '@roundsman/contract/inventory/schema.ts';
import type { Logger } from 'pino';
import type { Accounts, Ticketing } from '../../application/ticketing.ts';

/** Why a body of the alert webhook was turned away; the label of its counter. */
export const webhookRefusals = ['wrong_token', 'not_json', 'wrong_shape', 'too_large'] as const;
export type WebhookRefusal = (typeof webhookRefusals)[number];

/** What the HTTP adapter tells the metrics; `route` is a pattern such as `/api/v1/work-orders/:id`, never a path with ids. */
export interface HttpMetrics {
  observeRequest(request: { method: string; route: string; status: number; seconds: number }): void;
  countRefusedWebhook(reason: WebhookRefusal): void;
  /** The exposition, for `/metrics`. */
  render(): Promise<{ contentType: string; body: string }>;
}

/** How the identity that Grafana forwards in `X-Grafana-Id` is verified. */
export interface GrafanaConfig {
  /** Root of Grafana as this service reaches it; its keys are at `api/signing-keys/keys` below. */
  url: URL;
  /** Claim `iss`: Grafana's `root_url`, with its final slash. */
  issuer: string;
  /** Claim `aud`: `org:<number of the organisation>`. */
  audience: string;
}

/** Names and places of the inventory that is in force now; asked anew for each page, since it is reloaded while running. */
export interface InventoryReader {
  site(id: string): Site | undefined;
  cabinet(id: string): Cabinet | undefined;
  element(id: string): Element | undefined;
  party(id: string): Party | undefined;
}

/** Everything that the HTTP adapter needs from outside. */
export interface HttpDependencies {
  ticketing: Ticketing;
  accounts: Accounts;
  /** Bearer tokens of the machines that ask: Alertmanager, Grafana, Prometheus. */
  tokens: { webhook: string; service: string; metrics: string };
  /** Null: no Grafana vouches for anybody, so that the service token reads aggregates only. */
  grafana: GrafanaConfig | null;
  /** Where people reach the service; `https:` makes cookies secure and turns on HSTS. */
  publicUrl: URL;
  /** The installation's unified hotline number, as it is shown. */
  hotline: string;
  /** IANA name of the time zone in which times are shown. */
  timeZone: string;
  logger: Logger;
  metrics: HttpMetrics;
  /** What keeps the service from working, in words; empty when it is ready. */
  notReady(): Promise<readonly string[]>;
  inventory: InventoryReader;
  now(): Date;
  /** Addresses or networks of proxies whose `X-Forwarded-For` is believed; none unless given. */
  trustedProxies?: readonly string[];
}
