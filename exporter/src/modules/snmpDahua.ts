import { deviceModule } from './deviceModule.ts';
import { sysUpTime } from './system.ts';

/** Dahua cameras and recorders; what else they tell (blinding, loss of video, failing disks) they tell by trap. */
export const snmpDahua = deviceModule({
  name: 'snmp_dahua',
  title: { en: 'Dahua cameras and recorders', zh: '大华摄像机与录像机' },
  confirmed: 'simulated',
  scalars: {
    uptime: sysUpTime,
    cpu: {
      oid: '1.3.6.1.4.1.1004849.2.1.3',
      mib: 'DAHUA-SNMP-MIB',
      object: 'cpuUsage',
      syntax: 'integer',
      feeds: ['device_cpu_ratio'],
    },
  },
  tables: {},
  normalise({ scalars }, emit) {
    const percent = scalars.number('cpu');
    emit.sample('device_cpu_ratio', percent === undefined ? undefined : percent / 100, { cpu: '0' });
  },
});
