/** Of what a port, channel or notification is: the element on it, or the device itself where the inventory knows none. */
export const concerned = (labels: Readonly<Record<string, string>>): string | undefined =>
  labels['element_id'] === undefined || labels['element_id'] === '' ? labels['device_id'] : labels['element_id'];

/** The series of a metric that concern these elements. `matchers`: further ones, written as in PromQL. */
export const ofConcerned = (metric: string, ids: string, matchers = ''): string => {
  const further = matchers === '' ? '' : `,${matchers}`;
  return `${metric}{element_id=~"${ids}"${further}} or ${metric}{element_id="",device_id=~"${ids}"${further}}`;
};

/**
 * What of these series no rule of this name finds fault with, neither firing nor about to. Where a rule weighs more than the sample
 * its own finding is asked for, so that what counts as a fault is said in one place. `label`: by which both name the element.
 */
export const unlessFound = (series: string, alertname: string, label: 'element_id' | 'device_id'): string =>
  `(${series}) unless on (${label}) ALERTS{alertname="${alertname}"}`;
