import { Field, Input, SecretInput } from '@grafana/ui';
import React from 'react';
import { say } from '../i18n/translations';

/** Where the ticketing service is. Without a slash at the end: Grafana's proxy appends the path. */
export interface TicketingSettings {
  ticketingUrl?: string;
}
/** The token by which the ticketing service knows Grafana. Grafana keeps it and never sends it back to the browser. */
export interface TicketingSecrets {
  serviceToken?: string;
}

interface TicketingFieldsProps {
  url: string;
  token: string;
  tokenIsSet: boolean;
  change: (changed: { url?: string; token?: string; forgetToken?: true }) => void;
}

/** Address and token of the ticketing service, as the app and the data source both need them. */
export function TicketingFields({ url, token, tokenIsSet, change }: TicketingFieldsProps) {
  return (
    <>
      <Field label={say('settings.url')} description={say('settings.urlMeans')}>
        <Input
          width={60}
          type="url"
          aria-label={say('settings.url')}
          placeholder="https://ticketing.example"
          value={url}
          onChange={(event) => change({ url: event.currentTarget.value.trim() })}
          onBlur={() => change({ url: url.replace(/\/+$/, '') })}
        />
      </Field>
      <Field label={say('settings.token')} description={say('settings.tokenMeans')}>
        <SecretInput
          width={60}
          aria-label={say('settings.token')}
          value={token}
          isConfigured={tokenIsSet}
          onChange={(event) => change({ token: event.currentTarget.value.trim() })}
          onReset={() => change({ token: '', forgetToken: true })}
        />
      </Field>
    </>
  );
}
