import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Topology } from '../domain/topology.ts';
import { millisecondsOfDay } from '../domain/prediction/dailySeries.ts';
import { disk } from '../domain/prediction/disk.ts';
import { frameErrors } from '../domain/prediction/frameErrors.ts';
import { opticalPower } from '../domain/prediction/opticalPower.ts';
import { poePower } from '../domain/prediction/poePower.ts';
import { restartingBecomes, restarts, withoutShared } from '../domain/prediction/restarts.ts';
import type { Sight, WearSeries } from '../domain/prediction/sight.ts';
import { atComparableLoad, firstRuntime, upsBattery, upsSelfTest } from '../domain/prediction/upsBattery.ts';
import { millis } from '../domain/instant.ts';
import { nowOf, type Service } from './service.ts';
import type { WearMeasure, WearReading } from './wearSource.ts';

/** Elements that are asked for at once: bounds the request, its answer, and the time for which nothing else is done. */
const batchSize = 200;

type Looking = Pick<Service, 'wear' | 'store' | 'city' | 'clock' | 'settings'>;

/**
 * Looks at everything that wears, some hundred elements at a time, and hands each sight on. Throws where Prometheus or the database
 * does not answer; what was handed on until then is true.
 */
export async function lookForWear(service: Looking, found: (sight: Sight) => void, stop?: AbortSignal): Promise<void> {
  const { topology, inventory } = service.city();
  const today = Math.floor(millis(nowOf(service)) / millisecondsOfDay);
  const looks: { elements: Element[]; look: (ids: string[]) => Promise<Sight[]> }[] = [
    { elements: ofKinds(inventory.elements, 'onu'), look: (ids) => lookAtLight(service, ids, today) },
    { elements: ofKinds(inventory.elements, 'ups'), look: (ids) => lookAtBatteries(service, ids, today) },
    { elements: ofKinds(inventory.elements, 'switch'), look: (ids) => lookAtPorts(service, ids, today) },
    {
      elements: ofKinds(inventory.elements, 'camera', 'switch', 'onu'),
      look: (ids) => lookAtRestarts(service, topology, ids, today),
    },
    {
      elements: ofKinds(inventory.elements, 'recorder', 'server'),
      look: async (ids) => (await service.wear.read('disk_ailing', ids)).map((one) => disk(ofDevice(one), today)),
    },
  ];
  for (const { elements, look } of looks) {
    for (const ids of batches(elements)) {
      if (stop?.aborted) return;
      for (const sight of await look(ids)) found(sight);
    }
  }
}

const ofKinds = (elements: readonly Element[], ...kinds: Element['kind'][]): Element[] =>
  elements.filter(({ kind }) => kinds.includes(kind));

/** A cabinet is never divided: what happens to most of it on one day is told by all of it. */
function batches(elements: readonly Element[]): string[][] {
  const found: string[][] = [];
  for (const cabinet of Map.groupBy(elements, ({ id, cabinet }) => cabinet ?? ` ${id}`).values()) {
    const last = found.at(-1);
    const ids = cabinet.map(({ id }) => id);
    if (last && last.length + ids.length <= batchSize) last.push(...ids);
    else found.push(ids);
  }
  return found;
}

const ofDevice = ({ device, part, values }: WearReading): WearSeries => ({ element: device, part, values });

async function lookAtLight({ wear, settings }: Looking, ids: string[], today: number): Promise<Sight[]> {
  const { optics, opticsOf, marginDecibels } = settings.prediction;
  const of = async (measure: WearMeasure, part: 'onu' | 'olt'): Promise<Sight[]> =>
    (await wear.read(measure, ids)).flatMap(({ device, element, values }) =>
      element === null
        ? []
        : [opticalPower({ element, part, values }, today, { optics: opticsOf[device] ?? optics, marginDecibels })],
    );
  return [...(await of('onu_light', 'onu')), ...(await of('olt_light', 'olt'))];
}

async function lookAtBatteries({ wear, store }: Looking, ids: string[], today: number): Promise<Sight[]> {
  const runtimes = await wear.read('ups_runtime', ids);
  const loads = new Map((await wear.read('ups_load', ids)).map(({ device, values }) => [device, values]));
  const baselines = await store.batteryBaselines.of(ids);
  const sights: Sight[] = [];
  for (const reading of runtimes) {
    const { device, part } = reading;
    const values = atComparableLoad(reading.values, loads.get(device) ?? [], today);
    const known = baselines.get(device);
    const first = known?.runtimeSeconds ?? firstRuntime(values, today);
    if (first === null) continue;
    if (!known) await store.batteryBaselines.keep(device, { runtimeSeconds: first, sinceDay: values[0]?.day ?? today });
    const sight = upsBattery({ element: device, part, values }, today, first);
    sights.push(sight);
    // A battery that was replaced is measured by itself, as soon as a fortnight of it is known.
    if (sight.betterSince === null || sight.betterSince <= (known?.sinceDay ?? 0)) continue;
    const { betterSince } = sight;
    const renewed = firstRuntime(
      values.filter(({ day }) => day >= betterSince),
      today,
    );
    if (renewed !== null) await store.batteryBaselines.keep(device, { runtimeSeconds: renewed, sinceDay: betterSince });
  }
  const tests = await wear.read('ups_ailing', ids);
  return [...sights, ...tests.map((one) => upsSelfTest(ofDevice(one), today))];
}

/** What hangs on the ports of switches: the camera that the inventory knows there. */
async function lookAtPorts({ wear, city }: Looking, ids: string[], today: number): Promise<Sight[]> {
  const { graph } = city().topology;
  const cameras = new Map<string, string>();
  for (const id of ids) {
    for (const position of graph.downlinks[graph.positions.get(id) ?? -1] ?? []) {
      const below = graph.elements[position];
      const port = below?.uplinks.find(({ to }) => to === id)?.port;
      if (below?.kind === 'camera' && port !== undefined) cameras.set(`${id} ${port}`, below.id);
    }
  }
  const ofCameras = (readings: readonly WearReading[]): (WearSeries & { device: string })[] =>
    readings.flatMap(({ device, part, values }) => {
      const element = cameras.get(`${device} ${part}`);
      return element === undefined ? [] : [{ device, element, part, values }];
    });
  const classes = new Map(
    (await wear.read('poe_class', ids)).map(({ device, part, values }) => [`${device} ${part}`, values.at(-1)?.value]),
  );
  const watts = ofCameras(await wear.read('poe_watts', ids));
  const errors = ofCameras(await wear.read('frame_errors', ids));
  return [
    ...watts.map((one) => poePower(one, today, classes.get(`${one.device} ${one.part}`) ?? 0)),
    ...errors.map((one) => frameErrors(one, today)),
  ];
}

async function lookAtRestarts({ wear }: Looking, topology: Topology, ids: string[], today: number): Promise<Sight[]> {
  const series = (await wear.read('restarts', ids)).map(ofDevice);
  return withoutShared(series, (id) => topology.element(id)?.cabinet).flatMap((one) => {
    const kind = topology.element(one.element)?.kind;
    const becomes = kind === 'camera' || kind === 'switch' || kind === 'onu' ? restartingBecomes[kind] : null;
    return becomes === null ? [] : [restarts(one, today, becomes)];
  });
}
