// Grafana's index page sets these before any of its scripts run; `@grafana/runtime` reads them when it is imported.
import { z } from 'zod';

const bootData = z.object({
  grafana: z.string(),
  theme: z.enum(['light', 'dark']),
  language: z.string(),
  login: z.string(),
  orgRole: z.string(),
  datasource: z.object({ uid: z.string(), id: z.string() }),
});

/** What the server says about this page: who looks at it, and how. */
export const boot = bootData.parse(JSON.parse(document.getElementById('boot')?.textContent ?? 'null'));

const { theme, language, login, orgRole } = boot;
Object.assign(window, {
  __grafana_public_path__: '/public/',
  grafanaBootData: {
    settings: {
      buildInfo: { version: boot.grafana, env: 'production' },
      featureToggles: {},
      appSubUrl: '',
      appUrl: `${location.origin}/`,
      datasources: {},
      panels: {},
      apps: {},
    },
    user: { theme, language, locale: language, regionalFormat: language, login, orgRole, timezone: 'browser' },
    navTree: [],
    assets: { dark: '', light: '' },
  },
});
