import { types } from 'node:util';
import { DeliveryFailed } from '../../application/delivery.ts';
import type { OutboxMessage } from '../../application/store.ts';

export interface WebhookEndpoint {
  url: string;
  /** Bearer token; null where the endpoint wants none. */
  token: string | null;
}

const timeoutMs = 8_000;

/**
 * Posts the message as JSON to an endpoint of the configuration: a provider of SMS, a chat, a call centre. `Idempotency-Key` is the
 * same for each attempt of a message. @throws DeliveryFailed unless it is answered with 2xx in time
 */
export async function postToWebhook(
  name: string,
  endpoint: WebhookEndpoint | undefined,
  outgoing: OutboxMessage,
): Promise<void> {
  if (!endpoint) throw new DeliveryFailed(`no webhook "${name}" is configured; add it under notify.webhooks`);
  const { idempotencyKey, kind, orderId, contact, message } = outgoing;
  const response = await fetch(endpoint.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
      ...(endpoint.token === null ? {} : { authorization: `Bearer ${endpoint.token}` }),
    },
    body: JSON.stringify({ idempotencyKey, kind, workOrder: orderId, contact, ...message }),
    // A credential is never carried to another host.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    throw new DeliveryFailed(`webhook "${name}" cannot be reached: ${reasonOf(error)}`);
  });
  // What it says is of no interest; reading it would only give it a way to fill the memory.
  await response.body?.cancel();
  if (!response.ok) throw new DeliveryFailed(`webhook "${name}" answered ${response.status}`);
}

/** `fetch` hides the reason in the cause, and the address, which may hold a secret, is in neither. */
function reasonOf(error: unknown): string {
  if (!types.isNativeError(error))
    return error instanceof DOMException ? `no answer in ${timeoutMs / 1000} s` : 'unknown error';
  const { cause } = error;
  return types.isNativeError(cause) && 'code' in cause ? String(cause.code) : error.message;
}
