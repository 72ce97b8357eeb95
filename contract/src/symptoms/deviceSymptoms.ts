import { define } from './symptom.ts';

/** Of end devices and the cabinet by the road. */
export const deviceSymptoms = define({
  camera_unreachable: {
    alertname: 'CameraUnreachable',
    layer: 'device',
    name: { en: 'Camera does not answer', zh: '摄像机无应答' },
    observable: 'reachable',
  },
  camera_unauthorised: {
    alertname: 'CameraUnauthorised',
    layer: 'device',
    name: { en: 'Camera refuses the credentials', zh: '摄像机拒绝凭据' },
    observable: 'authorised',
  },
  service_down: {
    alertname: 'ServiceDown',
    layer: 'device',
    name: { en: 'Service of the platform does not answer', zh: '平台服务无应答' },
    observable: 'serving',
  },
  device_restarts: {
    alertname: 'DeviceRestarts',
    layer: 'device',
    name: { en: 'Device restarts again and again', zh: '设备反复重启' },
    observable: 'keeps_running',
  },
  cabinet_door_open: {
    alertname: 'CabinetDoorOpen',
    layer: 'device',
    name: { en: 'Cabinet open', zh: '机柜门打开' },
    observable: 'door_shut',
  },
  cabinet_wet: {
    alertname: 'CabinetWet',
    layer: 'device',
    name: { en: 'Water in the cabinet', zh: '机柜进水' },
    observable: 'cabinet_dry',
  },
  cabinet_hot: {
    alertname: 'CabinetHot',
    layer: 'device',
    name: { en: 'Cabinet too hot', zh: '机柜过热' },
    observable: 'cabinet_cool',
  },
});
