import { Combobox, Field } from '@grafana/ui';
import { causeChoices, causeKey } from '@roundsman/contract/causeChoices.ts';
import { faultClasses, type FaultClass } from '@roundsman/contract/faultClasses.ts';
import type { StatedCause } from '@roundsman/contract/foundCause.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import React from 'react';
import { useText } from '../../i18n/Translated';
import { say } from '../../i18n/translations';

interface CauseFieldProps {
  order: WorkOrder;
  chosen: StatedCause | undefined;
  choose: (cause: StatedCause | undefined) => void;
}

const nothing: StatedCause = { outcome: 'nothing' };

/** The one kind that all classes which the diagnosis names at the element have in common; undefined where they leave it open. */
function kindOf({ diagnosis }: WorkOrder, element: string): ElementKind | undefined {
  const there = diagnosis?.candidates.filter(({ faultPoint }) => faultPoint === element) ?? [];
  const struck = there.map(({ faultClass }): FaultClass => faultClasses[faultClass]);
  const [first, ...rest] = struck.map(({ faultPoints }) => faultPoints).filter((kinds) => kinds.length > 0);
  const common = (first ?? []).filter((kind) => rest.every((kinds) => kinds.includes(kind)));
  return common.length === 1 ? common[0] : undefined;
}

/** What was found on site: the candidates of the diagnosis first, then what else can strike there. */
export function CauseField({ order, chosen, choose }: CauseFieldProps) {
  const text = useText();
  const { suspected, further } = causeChoices(order, (element) => kindOf(order, element));
  const causes = new Map([...suspected, nothing, ...further].map((cause) => [causeKey(cause), cause]));
  const label = (cause: StatedCause): string => {
    if (cause.outcome === 'nothing') {
      return say('found.nothing');
    }
    const what = cause.outcome === 'fault' ? text(faultClasses[cause.faultClass].name) : say('found.other');
    return `${what} – ${cause.faultPoint}`;
  };
  return (
    <Field label={say('field.found')} description={say('found.elsewhere')}>
      <Combobox
        isClearable
        options={[...causes].map(([value, cause]) => ({ value, label: label(cause) }))}
        value={chosen ? causeKey(chosen) : null}
        onChange={(choice: { value: string } | null) => choose(choice ? causes.get(choice.value) : undefined)}
      />
    </Field>
  );
}
