import type { Party } from '@roundsman/contract/inventory/schema.ts';
import type { Secrets, TicketingConfig } from '../../config.ts';
import { DeliveryFailed, type Deliver } from '../../application/delivery.ts';
import { emailChannel } from './emailChannel.ts';
import { postToWebhook, type WebhookEndpoint } from './webhookChannel.ts';

/** Channels that people of the inventory have and the configuration does not: nothing reaches them there. */
export function missingChannels(parties: readonly Party[], { smtp, webhooks }: TicketingConfig['notify']): string[] {
  const missing = parties
    .flatMap(({ contacts }) => contacts.flatMap((contact) => contact.channels))
    .flatMap((channel) => {
      if (channel.type === 'email') return smtp ? [] : ['notify.smtp'];
      return Object.hasOwn(webhooks, channel.endpoint) ? [] : [`notify.webhooks.${channel.endpoint}`];
    });
  return [...new Set(missing)].sort();
}

/** The channels of the configuration. `close` ends their connections. */
export function channels(
  { smtp, webhooks }: TicketingConfig['notify'],
  secrets: Pick<Secrets, 'smtp' | 'webhookTokens'>,
): { deliver: Deliver; close: () => void } {
  const email = smtp && emailChannel(smtp, secrets.smtp);
  const endpoints = new Map<string, WebhookEndpoint>(
    Object.entries(webhooks).map(([name, { url }]) => [name, { url, token: secrets.webhookTokens[name] ?? null }]),
  );
  return {
    deliver: async (outgoing) => {
      const { channel } = outgoing;
      if (channel.type === 'webhook') {
        await postToWebhook(channel.endpoint, endpoints.get(channel.endpoint), outgoing);
        return 'delivered';
      }
      if (!email) throw new DeliveryFailed('no SMTP server is configured; add it under notify.smtp');
      await email.send(channel.address, outgoing);
      return 'accepted_by_provider';
    },
    close: () => email?.close(),
  };
}
