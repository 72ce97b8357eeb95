import type { DataQuery } from '@grafana/schema';
import type { DataSourceJsonData } from '@grafana/data';
import type { WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import type { TicketingSettings } from '../settings/TicketingFields';

export const queryTypes = ['workOrders', 'sla', 'accuracy', 'partyAccuracy'] as const;
export type QueryType = (typeof queryTypes)[number];

/** A query of the data source. `party` and `site` may name dashboard variables. */
export interface TicketingQuery extends DataQuery {
  queryType?: QueryType;
  /** Work orders only; `unfinished` where it is not given. */
  state?: WorkOrderState | 'unfinished';
  party?: string;
  /** Work orders only. */
  site?: string;
}

export type DatasourceSettings = DataSourceJsonData & TicketingSettings;
