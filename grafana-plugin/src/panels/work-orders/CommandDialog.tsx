import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Field, Modal, RadioButtonGroup, TextArea, useStyles2 } from '@grafana/ui';
import { suspendReasons, type Command, type CommandName, type WorkOrder } from '@roundsman/contract/workOrder.ts';
import React, { useState, type SyntheticEvent } from 'react';
import type { Ticketing } from '../../api/client';
import { useText } from '../../i18n/Translated';
import { say } from '../../i18n/translations';
import { AssigneeField } from './AssigneeField';
import { CauseField } from './CauseField';
import { ChoiceList } from './ChoiceList';
import { fieldsOf, makeCommand, type Field as FieldName, type Filled } from './dialogFields';
import { TroubleNote } from './TroubleNote';
import type { Attempt } from './useCommand';

interface CommandDialogProps {
  order: WorkOrder;
  command: CommandName;
  ticketing: Ticketing;
  /** The command on its way, or why it failed. */
  attempt: Attempt | null;
  submit: (command: Command) => void;
  cancel: () => void;
}

const scores = [1, 2, 3, 4, 5].map((score) => ({ label: String(score), value: score }));

/** Asks what a command needs to know, and shows why it was refused. */
export function CommandDialog({ order, command, ticketing, attempt, submit, cancel }: CommandDialogProps) {
  const styles = useStyles2(getStyles);
  const text = useText();
  const [filled, setFilled] = useState<Filled>(command === 'dispatch' ? { party: order.party?.id } : {});
  const fill = (more: Filled) => setFilled((before) => ({ ...before, ...more }));
  const made = makeCommand(command, filled);
  const busy = attempt?.error === null;

  const field = (name: FieldName) => {
    switch (name) {
      case 'assignee':
        return (
          <AssigneeField
            ticketing={ticketing}
            responsible={order.party?.id}
            party={filled.party}
            contact={filled.contact}
            choose={(party, contact) => fill({ party, contact })}
          />
        );
      case 'reason':
        return (
          <ChoiceList
            name="reason"
            label={say('field.reason')}
            choices={suspendReasons.map((reason) => ({ value: reason, label: say(`reason.${reason}`) }))}
            chosen={filled.reason}
            choose={(reason) => fill({ reason })}
          />
        );
      case 'score':
        return (
          <Field label={say('field.score')}>
            <RadioButtonGroup options={scores} value={filled.score} onChange={(score) => fill({ score })} />
          </Field>
        );
      case 'found':
        return <CauseField order={order} chosen={filled.found} choose={(found) => fill({ found })} />;
      case 'done':
        return <Words label={say('field.done')} value={filled.done} change={(done) => fill({ done })} />;
      case 'note':
      case 'optionalNote':
        return <Words label={say(`field.${name}`)} value={filled.note} change={(note) => fill({ note })} />;
    }
  };

  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    if (made && !busy) {
      submit(made);
    }
  };
  return (
    <Modal
      isOpen
      title={say('dialog.title', { command: say(`command.${command}`), number: order.number })}
      onDismiss={cancel}
      className={styles.modal}
    >
      <form onSubmit={send}>
        <p className={styles.about}>{text(order.title)}</p>
        <div className={styles.fields}>
          {fieldsOf(command, order).map((name) => (
            <React.Fragment key={name}>{field(name)}</React.Fragment>
          ))}
        </div>
        {attempt?.error && <TroubleNote error={attempt.error} />}
        <Modal.ButtonRow>
          <Button variant="secondary" type="button" fill="outline" onClick={cancel}>
            {say('dialog.cancel')}
          </Button>
          <Button type="submit" disabled={!made || busy} aria-busy={busy}>
            {say(`command.${command}`)}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}

function Words({
  label,
  value,
  change,
}: {
  label: string;
  value: string | undefined;
  change: (value: string) => void;
}) {
  return (
    <Field label={label}>
      <TextArea
        aria-label={label}
        rows={3}
        maxLength={2000}
        value={value ?? ''}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  modal: css({ width: '560px', maxWidth: `calc(100vw - ${theme.spacing(2)})` }),
  about: css({ color: theme.colors.text.secondary }),
  fields: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    '& > *': { flexShrink: 0 },
    maxHeight: '50vh',
    overflowY: 'auto',
    marginBottom: theme.spacing(2),
  }),
});
