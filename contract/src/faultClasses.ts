import { endDeviceFaults } from './faultClasses/endDeviceFaults.ts';
import { define } from './faultClasses/faultClass.ts';
import { powerFaults } from './faultClasses/powerFaults.ts';
import { recordFaults } from './faultClasses/recordFaults.ts';
import { transmissionFaults } from './faultClasses/transmissionFaults.ts';

export type { FaultClass } from './faultClasses/faultClass.ts';

/** All classes of causes, in the order of the taxonomy; then what is none. */
export const faultClasses = {
  ...powerFaults,
  ...transmissionFaults,
  ...endDeviceFaults,
  ...recordFaults,
  ...define({
    reported_fault: {
      row: 0,
      name: { en: 'Fault reported by a person', zh: '人工报修故障' },
      layer: 'device',
      severity: 'minor',
      probableCause: 1,
      faultPoints: ['camera'],
      remedy: { en: 'Look at the camera named in the report.', zh: '查看报修的摄像机。' },
    },
    undetermined: {
      row: 0,
      name: { en: 'Cause undetermined', zh: '原因未定' },
      layer: 'device',
      severity: 'major',
      probableCause: 1,
      faultPoints: [],
      remedy: { en: 'Follow the checks listed with the candidates.', zh: '按候选原因列出的检查项逐一核查。' },
    },
  }),
};
export type FaultClassId = keyof typeof faultClasses;
export const faultClassIds = Object.keys(faultClasses) as [FaultClassId, ...FaultClassId[]];
