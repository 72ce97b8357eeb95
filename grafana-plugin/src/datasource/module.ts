import { DataSourcePlugin } from '@grafana/data';
import type { TicketingSecrets } from '../settings/TicketingFields';
import { ConfigEditor } from './ConfigEditor';
import { TicketingDatasource } from './datasource';
import { QueryEditor } from './QueryEditor';
import type { DatasourceSettings, TicketingQuery } from './query';

export const plugin = new DataSourcePlugin<TicketingDatasource, TicketingQuery, DatasourceSettings, TicketingSecrets>(
  TicketingDatasource,
)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
