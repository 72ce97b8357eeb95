import type { AllowedNetworks } from '../../allowedNetworks.ts';
import { resolveHost } from '../../deviceAddress.ts';
import { Emitter } from '../../modules/emit.ts';
import { emitSenses } from '../../modules/senses.ts';
import { remainingMs, type Prober } from '../../probe/prober.ts';
import { ModbusClient } from './client.ts';
import { meters } from './meters.ts';
import { blocksOf, figureValue } from './registerMap.ts';

/** As IANA has it for mbap. */
const defaultPort = 502;

/** A meter, asked over Modbus TCP, itself or through a gateway. What it told before it failed stays. */
export function meterProber(allowed: AllowedNetworks): Prober {
  return async (probe) => {
    const { modbus, address } = probe.target;
    if (!modbus) throw new Error(`${probe.target.id} has the module modbus_meter and no key modbus`);
    const map = meters[modbus.meter];
    const emit = Emitter.of(probe.exposition);
    const volts: number[] = [];
    const { address: host } = await resolveHost(address.host, allowed, remainingMs(probe));
    const client = await ModbusClient.open(host, address.port ?? defaultPort, modbus.unit, probe.deadline);
    try {
      for (const block of blocksOf(map.figures)) {
        const registers = await client.read(map.space, block);
        probe.note(`Modbus ${map.space} registers ${block.start} to ${block.start + block.count - 1}: read`);
        for (const figure of block.figures) {
          const value = figureValue(map, figure, { start: block.start, registers });
          emit.sample(figure.metric, value, { input: 'main', line: String(figure.line ?? '') });
          if (figure.metric === 'power_input_volts' && value !== undefined) volts.push(value);
        }
      }
    } finally {
      client.close();
      emitSenses({ main: volts, bypass: [] }, emit, probe.target);
    }
  };
}
