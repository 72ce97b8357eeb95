import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { Button } from '@grafana/ui';
import React, { useState, type SyntheticEvent } from 'react';
import { lastValueFrom } from 'rxjs';
import { toTicketingError, type TicketingError } from '../api/problem';
import { Translated } from '../i18n/Translated';
import { say } from '../i18n/translations';
import { TroubleNote } from '../panels/work-orders/TroubleNote';
import { TicketingFields, type TicketingSettings } from './TicketingFields';

type AppConfigProps = PluginConfigPageProps<AppPluginMeta<TicketingSettings>>;

/** The configuration page of the app: where commands go, and with which token. */
export function AppConfig(props: AppConfigProps) {
  return (
    <Translated>
      <AppConfigForm {...props} />
    </Translated>
  );
}

function AppConfigForm({ plugin }: AppConfigProps) {
  const { id, enabled, pinned, jsonData, secureJsonFields } = plugin.meta;
  const [url, setUrl] = useState(jsonData?.ticketingUrl ?? '');
  const [token, setToken] = useState('');
  const [tokenIsSet, setTokenIsSet] = useState(Boolean(secureJsonFields?.serviceToken));
  const [trouble, setTrouble] = useState<TicketingError | null>(null);
  const complete = url !== '' && (tokenIsSet || token !== '');

  const save = async (event: SyntheticEvent) => {
    event.preventDefault();
    try {
      const data = {
        enabled,
        pinned,
        jsonData: { ...jsonData, ticketingUrl: url },
        secureJsonData: tokenIsSet ? undefined : { serviceToken: token },
      };
      await lastValueFrom(getBackendSrv().fetch({ url: `/api/plugins/${id}/settings`, method: 'POST', data }));
      // Grafana hands a plugin its settings when it loads the page, and has no other way to renew them.
      window.location.reload();
    } catch (failure) {
      setTrouble(toTicketingError(failure));
    }
  };
  return (
    <form onSubmit={save}>
      <TicketingFields
        url={url}
        token={token}
        tokenIsSet={tokenIsSet}
        change={(changed) => {
          setUrl(changed.url ?? url);
          setToken(changed.token ?? token);
          setTokenIsSet(tokenIsSet && !changed.forgetToken);
        }}
      />
      <TroubleNote error={trouble} />
      <Button type="submit" disabled={!complete}>
        {say('settings.save')}
      </Button>
    </form>
  );
}
