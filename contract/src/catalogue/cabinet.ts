import { metrics } from './metric.ts';

/** Of the cabinet by the road, as its sensors tell. */
export const cabinetMetrics = metrics({
  cabinet_door_open: {
    type: 'gauge',
    help: '1 if the door is open, 0 if it is closed.',
    labels: ['sensor'],
    amiss: { value: 'other than zero' },
  },
  cabinet_water_detected: { type: 'gauge', help: '1 if the sensor is wet, else 0.', labels: ['sensor'] },
  cabinet_surge_protector_ok: {
    type: 'gauge',
    help: '1 if the surge protector is intact, 0 if it has given way.',
    labels: ['sensor'],
    amiss: { value: 'zero' },
  },
  cabinet_temperature_celsius: { type: 'gauge', help: 'Temperature in the cabinet.', labels: ['sensor'] },
  cabinet_humidity_ratio: { type: 'gauge', help: 'Relative humidity in the cabinet, 0 to 1.', labels: ['sensor'] },
});
