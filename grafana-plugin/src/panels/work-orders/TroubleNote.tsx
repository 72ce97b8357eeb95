import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, IconButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { TicketingError } from '../../api/problem';
import { useText } from '../../i18n/Translated';
import { say } from '../../i18n/translations';

interface TroubleNoteProps {
  error: TicketingError | null;
  /** What it means for what is shown. */
  note?: string;
  retry?: () => void;
  dismiss?: () => void;
}

/** What went wrong and what to do about it, in the words of the service's error table. */
export function TroubleNote({ error, note, retry, dismiss }: TroubleNoteProps) {
  const styles = useStyles2(getStyles);
  const text = useText();
  if (!error) {
    return null;
  }
  const { title, remedy, detail, requestId } = error.said;
  return (
    <div role="alert" className={styles.note}>
      <Icon name="exclamation-triangle" className={styles.sign} />
      <div className={styles.words}>
        <strong>{text(title)}</strong> {text(remedy)} {note}
        {(detail ?? requestId) && (
          <div className={styles.detail}>
            {[detail, requestId && say('trouble.requestId', { requestId })].filter(Boolean).join(' · ')}
          </div>
        )}
      </div>
      {retry && (
        <Button size="sm" variant="secondary" onClick={retry}>
          {say('trouble.retry')}
        </Button>
      )}
      {dismiss && <IconButton name="times" aria-label={say('trouble.dismiss')} onClick={dismiss} />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.error.border}`,
    background: theme.colors.error.transparent,
  }),
  sign: css({ color: theme.colors.error.text, flexShrink: 0 }),
  words: css({ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }),
  detail: css({ color: theme.colors.text.secondary, ...theme.typography.bodySmall }),
});
