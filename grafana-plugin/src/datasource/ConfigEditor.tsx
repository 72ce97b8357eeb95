import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import React from 'react';
import { Translated } from '../i18n/Translated';
import { TicketingFields, type TicketingSecrets } from '../settings/TicketingFields';
import type { DatasourceSettings } from './query';

type Props = DataSourcePluginOptionsEditorProps<DatasourceSettings, TicketingSecrets>;

/** Where the data source asks, and with which token. */
export function ConfigEditor({ options, onOptionsChange }: Props) {
  return (
    <Translated>
      <TicketingFields
        url={options.jsonData.ticketingUrl ?? ''}
        token={options.secureJsonData?.serviceToken ?? ''}
        tokenIsSet={Boolean(options.secureJsonFields?.serviceToken)}
        change={({ url, token, forgetToken }) =>
          onOptionsChange({
            ...options,
            jsonData: { ...options.jsonData, ...(url !== undefined && { ticketingUrl: url }) },
            secureJsonData: { ...options.secureJsonData, ...(token !== undefined && { serviceToken: token }) },
            secureJsonFields: { ...options.secureJsonFields, ...(forgetToken && { serviceToken: false }) },
          })
        }
      />
    </Translated>
  );
}
