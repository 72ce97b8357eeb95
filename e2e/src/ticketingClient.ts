import { randomUUID } from 'node:crypto';
import { session } from '@roundsman/contract/session.ts';
import { slaReport, type SlaReport } from '@roundsman/contract/slaReport.ts';
import {
  workOrder,
  workOrderEvents,
  workOrderList,
  type Command,
  type WorkOrder,
} from '@roundsman/contract/workOrder.ts';
import type { z } from 'zod';

type WithoutKey<C> = C extends unknown ? Omit<C, 'idempotencyKey'> : never;

/** A person at the API of the ticketing service; every reply is parsed with the contract. */
export class TicketingClient {
  readonly #url: string;
  #cookie = '';
  #csrf = '';
  constructor(url: string) {
    this.#url = url;
  }

  async logIn(login: string, password: string): Promise<this> {
    const reply = await fetch(`${this.#url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    if (!reply.ok) throw new Error(`log in as ${login}: ${reply.status} ${await reply.text()}`);
    this.#cookie = reply.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
    this.#csrf = session.parse(await reply.json()).csrfToken;
    return this;
  }

  async #ask<T extends z.ZodType>(path: string, schema: T, body?: unknown): Promise<z.infer<T>> {
    const reply = await fetch(`${this.#url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { cookie: this.#cookie, 'x-csrf-token': this.#csrf, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
    return schema.parse(await reply.json());
  }

  /** All orders in a state, page by page; `unfinished` by default. */
  async orders(state = 'unfinished'): Promise<WorkOrder[]> {
    const orders: WorkOrder[] = [];
    for (;;) {
      const page = await this.#ask(`/work-orders?state=${state}&limit=1000&offset=${orders.length}`, workOrderList);
      orders.push(...page.workOrders);
      if (page.workOrders.length === 0 || orders.length >= page.total) return orders;
    }
  }
  order(id: string): Promise<WorkOrder> {
    return this.#ask(`/work-orders/${id}`, workOrder);
  }
  record(id: string): Promise<z.infer<typeof workOrderEvents>> {
    return this.#ask(`/work-orders/${id}/events`, workOrderEvents);
  }
  command(id: string, command: WithoutKey<Command>): Promise<WorkOrder> {
    return this.#ask(`/work-orders/${id}/commands`, workOrder, { ...command, idempotencyKey: randomUUID() });
  }
  sla(from: Date, to: Date): Promise<SlaReport> {
    return this.#ask(`/sla?from=${from.toISOString()}&to=${to.toISOString()}`, slaReport);
  }
}
