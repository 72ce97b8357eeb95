import { faultClassIds, type FaultClassId } from '@roundsman/contract/faultClasses.ts';
import { z } from 'zod';

const injected = z.looseObject({
  id: z.string(),
  kind: z.string(),
  target: z.string(),
  faultClass: z.enum(faultClassIds),
  onset: z.union([z.string(), z.number()]),
});
export interface InjectedFault {
  id: string;
  /** Epoch milliseconds. */
  onset: number;
  /** The class that a right diagnosis names. */
  faultClass: FaultClassId;
}

/** Whoever breaks things on purpose, at the simulator's control port. */
export class SimulatorClient {
  readonly #url: string;
  constructor(url: string) {
    this.#url = url;
  }

  async #ask(path: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', body?: unknown): Promise<unknown> {
    const reply = await fetch(`${this.#url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(`simulator ${method} ${path}: ${reply.status} ${await reply.text()}`);
    const text = await reply.text();
    return text === '' ? null : JSON.parse(text);
  }

  /** `since`: when it began, epoch milliseconds, where it did not begin now. */
  async inject(kind: string, target: string, since?: number): Promise<InjectedFault> {
    const begun = since === undefined ? undefined : new Date(since).toISOString();
    const fault = injected.parse(await this.#ask('/faults', 'POST', { kind, target, since: begun }));
    return { id: fault.id, onset: new Date(fault.onset).getTime(), faultClass: fault.faultClass };
  }
  async clear(id: string): Promise<void> {
    await this.#ask(`/faults/${id}`, 'DELETE');
  }
  /** How a device behaves beside its faults (`GET /manners`), until it is mended. */
  async behave(device: string, how: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#ask(`/manners/${device}`, 'PUT', how);
  }
  async mend(device: string): Promise<void> {
    await this.#ask(`/manners/${device}`, 'DELETE');
  }
}
