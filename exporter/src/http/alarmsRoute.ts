import { carrierAlarmReport } from '@roundsman/contract/carrierAlarms.ts';
import type { Router } from 'express';
import type { AlarmBook } from '../carrier/alarmBook.ts';
import type { CredentialStore } from '../credentials.ts';
import type { Targets } from '../targets.ts';
import { reportRoute } from './reportRoute.ts';

/** How far ahead a manager's clock may be; beyond, it would keep newer news out. */
const maxAheadMs = 24 * 3_600_000;

/** `POST /alarms/<device>` with the token of the device's credentials: a report of a carrier's network manager. */
export const alarmsRoute = (
  targets: () => Targets,
  { credentials, alarms: book }: { credentials: CredentialStore; alarms: AlarmBook },
): Router =>
  reportRoute({
    ...{ path: '/alarms', targets, shape: carrierAlarmReport },
    tokenOf: (target) => {
      const credential = target.modules.includes('carrier_alarms') ? credentials.find(target.credentials) : undefined;
      return credential?.type === 'alarm_feed' ? credential.token : undefined;
    },
    malformed: {
      en: 'this is no report of alarms; docs/traps.md has one',
      zh: '告警上报格式错误，示例见 docs/traps.md',
    },
    take: ({ id }, report) => {
      const latest = Date.now() + maxAheadMs;
      if (report.time > latest || report.alarms.some(({ eventTime }) => eventTime > latest)) return { refusal: future };
      return { answer: book.report(id, report) };
    },
  });

const future = {
  en: 'a time is more than a day ahead; set the clock of the manager right',
  zh: '时间超前一天以上，请校正网管时钟',
};
