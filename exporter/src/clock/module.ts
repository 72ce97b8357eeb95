import type { SourcedModule } from '../power/sourcedModule.ts';

/** The clock of a device whose web server dates its answers. */
export const httpClockModule: SourcedModule = {
  name: 'http_clock',
  title: { en: 'Clock of a web server', zh: '网页服务时钟' },
  confirmed: 'simulated',
  documents: ['RFC 9110'],
  reads: [
    { source: 'RFC 9110 header Date', feeds: ['device_clock_offset_seconds', 'device_clock_uncertainty_seconds'] },
    { source: 'inventory clockLimitSeconds', feeds: ['device_clock_limit_seconds', 'device_clock_wrong_seconds'] },
  ],
};
