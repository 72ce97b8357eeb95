import { captureModule } from '../capture/module.ts';
import { carrierModule } from '../carrier/module.ts';
import { httpClockModule } from '../clock/module.ts';
import { onvifModule } from '../onvif/module.ts';
import { modbusModule } from './modbus/module.ts';
import { nutModule } from './nut/module.ts';
import { httpRecordingModule, onvifRecordingModule } from '../recording/modules.ts';
import type { SourcedModule } from './sourcedModule.ts';

/** Every module that reads a device without SNMP. */
export const sourcedModules: readonly SourcedModule[] = [
  nutModule,
  modbusModule,
  carrierModule,
  onvifModule,
  httpClockModule,
  onvifRecordingModule,
  httpRecordingModule,
  captureModule,
];
