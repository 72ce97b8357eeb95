import type { SourcedModule } from '../power/sourcedModule.ts';

const alarm = ['carrier_alarm', 'carrier_alarms_unmapped'] as const;

/** Alarms of a carrier's network manager, which tells them by HTTP or by trap. */
export const carrierModule: SourcedModule = {
  name: 'carrier_alarms',
  title: { en: "Alarms of a carrier's network manager", zh: '运营商网管告警' },
  confirmed: 'simulated',
  documents: ['ITU-T X.733', 'RFC 3877 (ALARM-MIB, ITU-ALARM-MIB)'],
  reads: [
    { source: 'POST /alarms', feeds: [...alarm, 'carrier_alarm_feed_timestamp_seconds'] },
    {
      source: 'ALARM-MIB::alarmActiveState, alarmClearState',
      feeds: [...alarm, 'carrier_alarm_feed_timestamp_seconds'],
    },
  ],
};
