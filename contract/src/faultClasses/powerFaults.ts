import { define } from './faultClass.ts';

/** Rows 1 to 9 of the taxonomy: what takes or spoils the power. */
export const powerFaults = define({
  area_mains_outage: {
    row: 1,
    name: { en: 'Area mains outage', zh: '片区市电停电' },
    layer: 'power',
    severity: 'critical',
    probableCause: 106,
    faultPoints: ['transformer', 'feeder'],
    remedy: {
      en: 'Power company restores the feeder; generator where it takes long.',
      zh: '供电公司恢复馈线供电；时间长时使用发电机。',
    },
  },
  service_drop: {
    row: 2,
    name: { en: 'Service drop dead', zh: '进户线断电' },
    layer: 'power',
    severity: 'major',
    probableCause: 106,
    faultPoints: ['meter'],
    remedy: { en: 'Power company checks the service line and the account.', zh: '供电公司检查进户线路及电费账户。' },
  },
  breaker_trip: {
    row: 3,
    name: { en: 'Breaker tripped', zh: '断路器跳闸' },
    layer: 'power',
    severity: 'major',
    probableCause: 110,
    faultPoints: ['breaker'],
    remedy: { en: 'Check for an earth fault, then reclose.', zh: '先查接地故障，再合闸。' },
  },
  brownout: {
    row: 4,
    name: { en: 'Voltage too low', zh: '电压过低' },
    layer: 'power',
    severity: 'minor',
    probableCause: 58,
    faultPoints: ['transformer', 'feeder', 'meter', 'breaker'],
    remedy: {
      en: 'Measure the voltage under load before and behind the meter; the power company raises it, a cable of ours that is too long is replaced.',
      zh: '带载测量电表前后电压；由供电公司调压，自有电缆过长则更换。',
    },
  },
  cabinet_supply_failure: {
    row: 5,
    name: { en: 'Cabinet power supply failed', zh: '机柜电源故障' },
    layer: 'power',
    severity: 'major',
    probableCause: 78,
    faultPoints: ['cabinet_supply', 'pdu', 'pdu_outlet'],
    remedy: { en: 'Swap the power supply.', zh: '更换电源。' },
  },
  camera_adapter_failure: {
    row: 6,
    name: { en: 'Camera power adapter failed', zh: '摄像机电源适配器故障' },
    layer: 'power',
    severity: 'major',
    probableCause: 78,
    faultPoints: ['camera'],
    remedy: {
      en: 'Measure the output of the adapter; swap it.',
      zh: '测量电源适配器输出并更换。',
    },
  },
  ups_battery_worn: {
    row: 7,
    name: { en: 'UPS battery worn', zh: 'UPS 电池老化' },
    layer: 'power',
    severity: 'minor',
    probableCause: 105,
    faultPoints: ['ups'],
    remedy: {
      en: 'Replace the battery; test its runtime under load.',
      zh: '更换电池，并带载测试续航。',
    },
  },
  ups_inverter_failure: {
    row: 8,
    name: { en: 'UPS inverter failed', zh: 'UPS 逆变器故障' },
    layer: 'power',
    severity: 'major',
    probableCause: 78,
    faultPoints: ['ups'],
    remedy: {
      en: 'Put the load on the mains by the maintenance bypass; swap the UPS.',
      zh: '经维修旁路由市电供电；更换 UPS。',
    },
  },
  lightning_damage: {
    row: 9,
    name: { en: 'Lightning damage', zh: '雷击损坏' },
    layer: 'power',
    severity: 'major',
    probableCause: 514,
    faultPoints: ['switch'],
    remedy: {
      en: 'Replace the surge protector, then ports, supplies and cameras that were hit; check the earthing.',
      zh: '先更换防雷器，再更换受损端口、电源和摄像机；检查接地。',
    },
  },
});
