import { AppPlugin } from '@grafana/data';
import { WorkOrders } from './pages/WorkOrders';
import { AppConfig } from './settings/AppConfig';
import type { TicketingSettings } from './settings/TicketingFields';

export const plugin = new AppPlugin<TicketingSettings>()
  .setRootPage(WorkOrders)
  .addConfigPage({ title: 'Configuration', icon: 'cog', body: AppConfig, id: 'configuration' });
