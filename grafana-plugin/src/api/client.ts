import { getBackendSrv, getDataSourceSrv, isFetchError, type FetchResponse } from '@grafana/runtime';
import { routes } from '@roundsman/contract/api.ts';
import type { DiagnosisAccuracy } from '@roundsman/contract/diagnosisAccuracy.ts';
import type { SlaReport } from '@roundsman/contract/slaReport.ts';
import type { Assignees, Command, WorkOrder, WorkOrderList } from '@roundsman/contract/workOrder.ts';
import { lastValueFrom } from 'rxjs';
import type { z } from 'zod';
import datasourceJson from '../datasource/plugin.json';
import appJson from '../plugin.json';
import { notConfigured, toTicketingError, unreadableReply } from './problem';

export type WorkOrderSummary = z.infer<typeof routes.summariseWorkOrders.reply>;

/** A reply with what is needed to ask again cheaply. */
export interface Versioned<T> {
  value: T;
  /** Sent back as If-None-Match; empty where the service gave none. */
  etag: string;
  /** How far the service's clock is ahead of this one's, in milliseconds. */
  clockAheadMs: number;
}

/** The ticketing service as the plugin sees it: reads through Grafana's data source proxy, commands through its app proxy. */
export interface Ticketing {
  /** `unchanged` where the list is still the one of `etag`. */
  workOrders(
    filter: WorkOrderFilter,
    etag?: string,
    signal?: AbortSignal,
  ): Promise<Versioned<WorkOrderList> | 'unchanged'>;
  summary(): Promise<WorkOrderSummary>;
  assignees(): Promise<Assignees>;
  sla(interval: { from: string; to: string; party?: string }): Promise<SlaReport>;
  diagnosisAccuracy(interval: { from: string; to: string; party?: string }): Promise<DiagnosisAccuracy>;
  /** Where the browser finds a picture of an order: through the data source proxy, with the user's rights. */
  pictureUrl(orderId: string, picture: number): string;
  /** Answers the order as it is after the command. The same idempotency key again has no second effect. */
  command(orderId: string, command: Command): Promise<WorkOrder>;
}

export type WorkOrderFilter = Partial<z.infer<typeof routes.listWorkOrders.query>>;

interface Request {
  url: string;
  method?: 'GET' | 'POST';
  body?: unknown;
  etag?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** A reply's Date header has a resolution of one second: a smaller difference says nothing. */
const clockResolutionMs = 2000;

function clockAhead(headers: Headers): number {
  const ahead = Date.parse(headers.get('date') ?? '') - Date.now();
  return Math.abs(ahead) > clockResolutionMs ? ahead : 0;
}

async function send({ url, method = 'GET', body, etag, signal }: Request): Promise<FetchResponse<unknown>> {
  const headers = etag ? { 'If-None-Match': etag } : undefined;
  const request = { url, method, data: body, headers, abortSignal: signal, showErrorAlert: false };
  return lastValueFrom(getBackendSrv().fetch<unknown>(request));
}

function read<Schema extends z.ZodType>(schema: Schema, reply: FetchResponse<unknown>): z.infer<Schema> {
  const parsed = schema.safeParse(reply.data);
  if (!parsed.success) {
    throw unreadableReply(parsed.error);
  }
  return parsed.data;
}

async function ask<Schema extends z.ZodType>(schema: Schema, request: Request): Promise<z.infer<Schema>> {
  try {
    return read(schema, await send(request));
  } catch (failure) {
    throw toTicketingError(failure);
  }
}

function withQuery(url: string, query: Record<string, string | number | undefined>): string {
  const entries = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  return entries.length === 0 ? url : `${url}?${new URLSearchParams(entries)}`;
}

/** The ticketing service behind the data source whose proxy is at `proxyUrl`. */
export function ticketingAt(proxyUrl: string): Ticketing {
  const reads = `${proxyUrl}/v1`;
  const writes = `/api/plugin-proxy/${appJson.id}/v1`;
  return {
    async workOrders(filter, etag, signal) {
      try {
        const reply = await send({ url: withQuery(reads + routes.listWorkOrders.path, filter), etag, signal });
        const value = read(routes.listWorkOrders.reply, reply);
        return { value, etag: reply.headers.get('etag') ?? '', clockAheadMs: clockAhead(reply.headers) };
      } catch (failure) {
        if (isFetchError(failure) && failure.status === 304) {
          return 'unchanged';
        }
        throw toTicketingError(failure);
      }
    },
    summary: () => ask(routes.summariseWorkOrders.reply, { url: reads + routes.summariseWorkOrders.path }),
    assignees: () => ask(routes.listAssignees.reply, { url: reads + routes.listAssignees.path }),
    sla: (interval) => ask(routes.getSlaReport.reply, { url: withQuery(reads + routes.getSlaReport.path, interval) }),
    diagnosisAccuracy: (interval) =>
      ask(routes.getDiagnosisAccuracy.reply, { url: withQuery(reads + routes.getDiagnosisAccuracy.path, interval) }),
    pictureUrl: (orderId, picture) =>
      reads +
      routes.getWorkOrderPicture.path.replace(':id', encodeURIComponent(orderId)).replace(':picture', String(picture)),
    command: (orderId, body) =>
      ask(routes.commandWorkOrder.reply, {
        url: writes + routes.commandWorkOrder.path.replace(':id', encodeURIComponent(orderId)),
        method: 'POST',
        body,
      }),
  };
}

/** The ticketing service behind this plugin's first data source. Throws `notConfigured` where there is none. */
export function configuredTicketing(): Ticketing {
  const [datasource] = getDataSourceSrv().getList({ pluginId: datasourceJson.id });
  if (!datasource?.url) {
    throw notConfigured;
  }
  return ticketingAt(datasource.url);
}
