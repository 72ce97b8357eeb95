import { elementKinds } from '@roundsman/contract/vocabulary.ts';
import { stringify } from 'yaml';

/** A device for an inventory file; what it hangs on is added. */
export interface FixtureDevice {
  id: string;
  kind: string;
  modules: string[];
  address: string;
  [key: string]: unknown;
}

/** The text of a whole, correct inventory around some devices, all in one cabinet. */
export function inventoryText(
  devices: readonly FixtureDevice[],
  passive: readonly Record<string, unknown>[] = [],
): string {
  const name = (text: string) => ({ en: text, zh: text });
  return stringify({
    version: 1,
    parties: [
      {
        id: 'unit-1',
        role: 'maintenance_unit',
        name: name('Unit'),
        contacts: [{ id: 'ann', name: name('Ann'), channels: [{ type: 'email', address: 'ann@example.org' }] }],
        rota: [{ contact: 'ann' }],
      },
    ],
    responsibilities: [{ kinds: [...elementKinds], party: 'unit-1' }],
    districts: [{ id: 'north', name: name('North') }],
    sites: [{ id: 'site-1', name: name('Site'), district: 'north', location: { latitude: 30, longitude: 120 } }],
    cabinets: [{ id: 'cabinet-1', site: 'site-1' }],
    elements: [
      { id: 'core-1', kind: 'core' },
      { id: 'transformer-1', kind: 'transformer' },
      ...passive,
      ...devices.map((device) => ({
        cabinet: 'cabinet-1',
        fedBy: ['transformer-1'],
        uplinks: [{ to: 'core-1' }],
        ...(device.modules.includes('rtsp') ? { streamPath: '/' } : {}),
        ...device,
      })),
    ],
  });
}
