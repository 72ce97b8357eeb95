import { Input } from '@grafana/ui';
import type { Assignees } from '@roundsman/contract/workOrder.ts';
import React, { useEffect, useState } from 'react';
import type { Ticketing } from '../../api/client';
import { toTicketingError, type TicketingError } from '../../api/problem';
import { useText } from '../../i18n/Translated';
import { say } from '../../i18n/translations';
import { ChoiceList } from './ChoiceList';
import { TroubleNote } from './TroubleNote';

interface AssigneeFieldProps {
  ticketing: Ticketing;
  /** The party that answers for the fault is named first. */
  responsible: string | undefined;
  party: string | undefined;
  contact: string | undefined;
  choose: (party: string, contact: string | undefined) => void;
}

/** With fewer people than this, a filter is only in the way. */
const filterFrom = 12;
/** Stands for "whoever of the party is on duty"; not an identifier, so that it is nobody's. */
const onDuty = '*';

/** Whom to send: a person, or whoever of a party is on duty. */
export function AssigneeField({ ticketing, responsible, party, contact, choose }: AssigneeFieldProps) {
  const text = useText();
  const [people, setPeople] = useState<Assignees['parties']>();
  const [trouble, setTrouble] = useState<TicketingError | null>(null);
  const [filter, setFilter] = useState('');

  useEffect(() => {
    let wanted = true;
    ticketing.assignees().then(
      ({ parties }) => wanted && setPeople(parties),
      (failure: unknown) => wanted && setTrouble(toTicketingError(failure)),
    );
    return () => {
      wanted = false;
    };
  }, [ticketing]);

  if (trouble) {
    return <TroubleNote error={trouble} />;
  }
  if (!people) {
    return <p role="status">{say('board.loading')}</p>;
  }
  const matches = (name: string) => name.toLowerCase().includes(filter.trim().toLowerCase());
  const responsibleFirst = [...people].sort((a, b) => Number(b.id === responsible) - Number(a.id === responsible));
  const all = people.reduce((sum, { contacts }) => sum + contacts.length, 0);
  return (
    <>
      {all >= filterFrom && (
        <Input
          aria-label={say('dispatch.filter')}
          placeholder={say('dispatch.filter')}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      {responsibleFirst.map(({ id, name, contacts }) => {
        const partyMatches = matches(text(name));
        const named = contacts
          .filter((person) => partyMatches || matches(text(person.name)))
          .map((person) => ({
            value: person.id,
            label: text(person.name),
            hint: person.onDuty ? say('dispatch.onDuty') : undefined,
          }));
        const choices = partyMatches ? [{ value: onDuty, label: say('dispatch.whoever') }, ...named] : named;
        return choices.length === 0 ? null : (
          <ChoiceList
            key={id}
            name="assignee"
            label={id === responsible ? say('dispatch.responsible', { party: text(name) }) : text(name)}
            choices={choices}
            chosen={party === id ? (contact ?? onDuty) : undefined}
            choose={(value) => choose(id, value === onDuty ? undefined : value)}
          />
        );
      })}
    </>
  );
}
