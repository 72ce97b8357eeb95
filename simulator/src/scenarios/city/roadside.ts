import type { Chance } from '../chance.ts';
import type { Part } from './part.ts';
import type { Shape } from './shape.ts';
import type { Way } from './trunk.ts';

/** The day of the scenarios lies in 2026: warranties ended before it, or end after it. */
const warranties = ['2024-08-31', '2025-10-31', '2027-06-30', '2028-03-31'] as const;

/** One roadside cabinet behind its feeder and its way to the core, and its cameras. Ids end in the cabinet's number. */
export function roadside(number: number, feeder: string, way: Way, shape: Shape, chance: Chance): Part[] {
  const parts: Part[] = [];
  const stands = { cabinet: `cab-${number}` };
  const id = (name: string): string => `${name}-${number}`;
  const hasUps = chance.happens(shape.ups);
  const hasPdu = chance.happens(shape.pdu);
  const buffered = hasUps ? id('ups') : id('supply');
  const outlet = (which: number): string => (hasPdu ? `outlet-${number}-${which}` : buffered);
  const managedBy = way.over === 'sdh' || chance.happens(0.3) ? id('switch') : id('onu');
  const watched = chance.happens(shape.watched);
  const both = [id('breaker'), id('meter')];
  const sensed = watched
    ? both
    : chance.happens(hasUps ? 0.8 : 0.4)
      ? chance.happens(0.75)
        ? both
        : [id('breaker')]
      : [];

  const breakerOfPowerCompany = chance.happens(shape.breakerOfPowerCompany);
  parts.push(
    { id: id('meter'), kind: 'meter', ...stands, fedBy: [feeder], uplinks: [] },
    {
      id: id('breaker'),
      kind: 'breaker',
      ...stands,
      ...(breakerOfPowerCompany && { responsible: 'power-company' }),
      fedBy: [id('meter')],
      uplinks: [],
    },
    { id: id('supply'), kind: 'cabinet_supply', ...stands, fedBy: [id('breaker')], uplinks: [] },
  );
  if (hasUps) {
    parts.push({
      id: id('ups'),
      kind: 'ups',
      ...stands,
      fedBy: [id('supply')],
      uplinks: [{ to: managedBy }],
      senses: sensed.map((element, index) => ({ input: index === 0 ? 'main' : 'bypass', element })),
    });
  }
  if (!hasUps && watched) {
    // A battery of its own and a modem: it says what the cabinet has and has not when nothing else there can.
    parts.push({
      id: id('sentinel'),
      kind: 'ups',
      ...stands,
      fedBy: [id('supply')],
      uplinks: [],
      senses: [
        { input: 'main', element: id('breaker') },
        { input: 'bypass', element: id('meter') },
      ],
    });
  }
  if (hasPdu) {
    const outlets = [outlet(1), outlet(2), outlet(3)];
    parts.push({
      id: id('pdu'),
      kind: 'pdu',
      ...stands,
      fedBy: [buffered],
      uplinks: [{ to: managedBy }],
      ...(chance.happens(0.7) && {
        sensors: outlets.map((element, index) => ({
          name: `outlet ${index + 1}`,
          measures: 'mains' as const,
          element,
        })),
      }),
    });
    for (const each of outlets)
      parts.push({ id: each, kind: 'pdu_outlet', ...stands, fedBy: [id('pdu')], uplinks: [] });
  }
  if (way.over === 'pon') {
    parts.push({
      id: id('onu'),
      kind: 'onu',
      ...stands,
      ...(chance.happens(shape.onuOfCarrier) && { responsible: 'carrier', owner: 'carrier' }),
      fedBy: [outlet(1)],
      uplinks: [{ to: way.splitter }],
      onu: { olt: way.olt, port: way.port, number: way.number },
    });
  }
  parts.push({
    id: id('switch'),
    kind: 'switch',
    ...stands,
    fedBy: [outlet(2)],
    uplinks: [way.over === 'pon' ? { to: id('onu'), port: 'eth1' } : { to: way.node, port: way.port }],
    ...(!hasUps &&
      sensed.length > 0 && {
        sensors: sensed.map((element, index) => ({
          name: `mains ${index + 1}`,
          measures: 'mains' as const,
          element,
        })),
      }),
  });
  return [...parts, ...cameras(number, outlet(3), shape, chance)];
}

/** Cameras fed by the switch, by an adapter on the buffered side or on the bare supply, and one far away behind a converter. */
function cameras(number: number, buffered: string, shape: Shape, chance: Chance): Part[] {
  const stands = { cabinet: `cab-${number}` };
  const parts: Part[] = [];
  const count = chance.whole(...shape.camerasPerCabinet);
  const far = chance.happens(shape.converter) ? count : 0;
  if (far > 0) {
    parts.push({
      id: `converter-${number}`,
      kind: 'media_converter',
      ...stands,
      fedBy: [buffered],
      uplinks: [{ to: `switch-${number}`, port: 'sfp1' }],
    });
  }
  for (let which = 1; which <= count; which += 1) {
    const behind = which === far ? `converter-${number}` : `switch-${number}`;
    const fedBy =
      which !== far && chance.happens(shape.poe)
        ? `switch-${number}`
        : chance.happens(0.5)
          ? buffered
          : `supply-${number}`;
    parts.push({
      id: `camera-${number}-${which}`,
      kind: 'camera',
      ...stands,
      fedBy: [fedBy],
      uplinks: [{ to: behind, ...(which !== far && { port: `ge${which}` }) }],
      warrantyUntil: chance.pick(warranties),
    });
  }
  return parts;
}
