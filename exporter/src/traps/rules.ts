import type { NotificationRule } from './rule.ts';
import { cameraRules } from './rules/camera.ts';
import { opticalRules } from './rules/optical.ts';
import { powerRules } from './rules/power.ts';
import { standardRules } from './rules/standard.ts';

/** Every notification that is understood. */
export const notificationRules: readonly NotificationRule[] = [
  ...standardRules,
  ...powerRules,
  ...opticalRules,
  ...cameraRules,
];

/** Without the zero before the last number, which agents put in or leave out as their MIB was converted (RFC 3584 section 3). */
const withoutZero = (name: string): string => name.replace(/\.0\.(\d+)$/, '.$1');

const byName = new Map(notificationRules.map((rule) => [withoutZero(rule.oid), rule]));

export const ruleOf = (name: string): NotificationRule | undefined => byName.get(withoutZero(name));
