import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';

/** Of the provisioned data sources (`provisioning/grafana/datasources`). */
export const prometheus = { type: 'prometheus', uid: 'prometheus' };
export const ticketing = { type: 'roundsman-ticketing-datasource', uid: 'roundsman' };

/** One value, now. */
export const now = (expr: string) => new DataqueryBuilder().datasource(prometheus).expr(expr).instant().refId('A');

/** A line over time; `legend` names it by its labels. */
export const overTime = (expr: string, legend: string, refId = 'A') =>
  new DataqueryBuilder().datasource(prometheus).expr(expr).range().legendFormat(legend).refId(refId);

const ofTimeRange = (queryType: string): Builder<Dataquery> => ({
  build: () => ({ refId: 'A', datasource: ticketing, queryType, _implementsDataqueryVariant: () => {} }),
});

/** The SLA report of the dashboard's time range, from the ticketing service. */
export const slaReport = ofTimeRange('sla');
/** What was diagnosed against what was found, of the orders of the dashboard's time range. */
export const diagnosisAccuracy = ofTimeRange('accuracy');
/** Which party was held responsible against whose it was found to be, of the same orders. */
export const partyAccuracy = ofTimeRange('partyAccuracy');
