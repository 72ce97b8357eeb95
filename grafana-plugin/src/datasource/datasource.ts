import {
  DataSourceApi,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { ticketingAt, type Ticketing } from '../api/client';
import { toTicketingError } from '../api/problem';
import { say, startTranslations } from '../i18n/translations';
import { accuracyFrame } from './accuracyFrame';
import { partyAccuracyFrame, slaFrame, workOrdersFrame } from './frames';
import type { DatasourceSettings, TicketingQuery } from './query';

/** Work orders, SLA compliance and how well the diagnosis did as data frames, with the rights of whoever looks. */
export class TicketingDatasource extends DataSourceApi<TicketingQuery, DatasourceSettings> {
  private readonly ticketing: Ticketing;

  constructor(settings: DataSourceInstanceSettings<DatasourceSettings>) {
    super(settings);
    this.ticketing = ticketingAt(settings.url ?? '');
  }

  override getDefaultQuery(): Partial<TicketingQuery> {
    return { queryType: 'workOrders', state: 'unfinished' };
  }

  override async query(request: DataQueryRequest<TicketingQuery>): Promise<DataQueryResponse> {
    const asked = request.targets.filter((target) => !target.hide);
    const data = await Promise.all(asked.map((target) => this.frame(target, request)));
    return { data };
  }

  private async frame(target: TicketingQuery, { range, scopedVars }: DataQueryRequest): Promise<DataFrame> {
    const language = await startTranslations();
    const { refId, queryType, state, party, site } = interpolated(target, scopedVars);
    const interval = { from: range.from.toISOString(), to: range.to.toISOString(), party };
    if (queryType === 'accuracy') {
      return accuracyFrame(refId, await this.ticketing.diagnosisAccuracy(interval), language);
    }
    if (queryType === 'partyAccuracy') {
      return partyAccuracyFrame(refId, await this.ticketing.diagnosisAccuracy(interval), language);
    }
    if (queryType === 'sla') {
      return slaFrame(refId, await this.ticketing.sla(interval), language);
    }
    const reply = await this.ticketing.workOrders({ state: state ?? 'unfinished', party, site, limit: 1000 });
    return workOrdersFrame(refId, reply === 'unchanged' ? [] : reply.value.workOrders, language);
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    const language = await startTranslations();
    try {
      await this.ticketing.summary();
      return { status: 'success', message: say('settings.works') };
    } catch (failure) {
      const { title, remedy } = toTicketingError(failure).said;
      return { status: 'error', message: `${title[language]}. ${remedy[language]}` };
    }
  }
}

/** Fills in dashboard variables; an empty text means "not given". */
function interpolated(target: TicketingQuery, scopedVars: ScopedVars | undefined): TicketingQuery {
  const filled = (name: string | undefined) =>
    name ? getTemplateSrv().replace(name, scopedVars) || undefined : undefined;
  return { ...target, party: filled(target.party), site: filled(target.site) };
}
