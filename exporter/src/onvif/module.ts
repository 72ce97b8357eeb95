import type { SourcedModule } from '../power/sourcedModule.ts';

/** A camera or recorder by ONVIF (profiles S and T). */
export const onvifModule: SourcedModule = {
  name: 'onvif',
  title: { en: 'Camera or recorder by ONVIF', zh: 'ONVIF 摄像机或录像机' },
  confirmed: 'simulated',
  documents: ['ONVIF Core Specification', 'ONVIF Media Service Specification', 'WS-Security UsernameToken Profile 1.0'],
  reads: [
    {
      source: 'ONVIF GetSystemDateAndTime',
      feeds: ['device_clock_offset_seconds', 'device_clock_uncertainty_seconds'],
    },
    { source: 'inventory clockLimitSeconds', feeds: ['device_clock_limit_seconds', 'device_clock_wrong_seconds'] },
    { source: 'ONVIF GetDeviceInformation', feeds: ['device_info', 'device_identity_difference'] },
    { source: 'ONVIF GetNetworkInterfaces', feeds: ['device_identity_difference'] },
    {
      source: 'ONVIF PullMessages (tamper, video_loss, storage_failure)',
      feeds: ['device_notification_active', 'device_notification_timestamp_seconds'],
    },
  ],
};
