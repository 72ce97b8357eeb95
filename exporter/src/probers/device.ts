import { Emitter } from '../modules/emit.ts';
import { ReadingPlan } from '../modules/readingPlan.ts';
import type { DeviceModule } from '../modules/deviceModule.ts';
import type { Prober } from '../probe/prober.ts';
import type { PortNames } from '../traps/portNames.ts';
import type { ReadSnmp } from './snmp.ts';

/** A device asked over SNMP for everything that those of its modules want which are given, at one go. `ports` learns what the interfaces are called. */
export function deviceProber(read: ReadSnmp, given: readonly DeviceModule[], ports: PortNames | undefined): Prober {
  const plans = new Map<string, ReadingPlan>();
  return async (probe) => {
    const modules = given.filter(({ name }) => probe.target.modules.includes(name));
    const key = modules.map(({ name }) => name).join();
    const plan = plans.get(key) ?? new ReadingPlan(modules);
    plans.set(key, plan);
    const found = await read(probe, plan.walk);
    const emitter = Emitter.of(probe.exposition);
    plan.normalise(found, emitter, probe.target, probe.explains ? probe.note : undefined);
    if (ports?.isDue(probe.target.id)) ports.learn(probe.target.id, plan.portNames(found, probe.target));
    probe.note(`${key}: ${emitter.count} samples`);
  };
}
