import type { Managed, Target } from './targets.ts';

/** A device as the inventory gives it when it says nothing that need not be said. */
export const plainTarget = (of: Partial<Target> & Pick<Target, 'id' | 'kind' | 'modules'>): Target => ({
  ...{ siteId: '', districtId: '', streamPath: '/', credentials: undefined, trapCredentials: undefined },
  ...{ elementsOnPorts: new Map(), carrierReferences: new Map(), senses: [], sensors: [] },
  address: { host: '192.0.2.1', port: undefined },
  managed: plainlyManaged({}),
  ...of,
});

export const plainlyManaged = (of: Partial<Managed>): Managed => ({
  ...{ purpose: 'surveillance', clockLimitSeconds: 10, timezone: 'Asia/Shanghai' },
  ...{ serial: undefined, model: undefined, firmware: undefined, mac: undefined, login: undefined },
  ...of,
});
