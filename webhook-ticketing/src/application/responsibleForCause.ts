import { causeKey } from '@roundsman/contract/causeChoices.ts';
import type { Command } from '@roundsman/contract/workOrder.ts';
import type { Topology } from '../domain/topology.ts';
import type { OrderState } from '../domain/workOrder.ts';

/**
 * The command with the party that answers for the cause that it names, where the person names none: whoever was said to before, of
 * the same cause; else by the rules that a verdict goes by. A cause outside the classes is whose the element is.
 */
export function withResponsible(command: Command, state: OrderState, topology: Topology): Command {
  if (!('found' in command) || !command.found || command.found.outcome === 'nothing') return command;
  const { found } = command;
  if (found.party !== undefined) return command;
  const before = state.found?.cause;
  const faultClass = found.outcome === 'fault' ? found.faultClass : 'undetermined';
  const party =
    before && before.outcome !== 'nothing' && causeKey(before) === causeKey(found)
      ? before.party
      : topology.partyFor(found.faultPoint, faultClass, state.onsetAt);
  return party === null ? command : { ...command, found: { ...found, party } };
}
