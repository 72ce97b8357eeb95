import type { QueryEditorProps } from '@grafana/data';
import { Combobox, InlineField, InlineFieldRow, Input, RadioButtonGroup } from '@grafana/ui';
import { workOrderStates } from '@roundsman/contract/vocabulary.ts';
import React from 'react';
import { Translated } from '../i18n/Translated';
import { say } from '../i18n/translations';
import type { TicketingDatasource } from './datasource';
import { queryTypes, type DatasourceSettings, type TicketingQuery } from './query';

type Props = QueryEditorProps<TicketingDatasource, TicketingQuery, DatasourceSettings>;

/** What to ask for: work orders, SLA compliance, or how well the diagnosis did; of which state, party and site. */
export function QueryEditor(props: Props) {
  return (
    <Translated>
      <Fields {...props} />
    </Translated>
  );
}

function Fields({ query, onChange, onRunQuery }: Props) {
  const change = (changed: Partial<TicketingQuery>) => {
    onChange({ ...query, ...changed });
    onRunQuery();
  };
  const queryType = query.queryType ?? 'workOrders';
  const named = (field: 'party' | 'site') => (
    <InlineField label={say(`query.${field}`)} tooltip={say('query.identifier')}>
      <Input
        width={24}
        defaultValue={query[field] ?? ''}
        onBlur={(event) => change({ [field]: event.currentTarget.value.trim() || undefined })}
      />
    </InlineField>
  );
  return (
    <InlineFieldRow>
      <InlineField label={say('query.type')}>
        <RadioButtonGroup
          options={queryTypes.map((value) => ({ value, label: say(`query.${value}`) }))}
          value={queryType}
          onChange={(chosen) => change({ queryType: chosen })}
        />
      </InlineField>
      {queryType === 'workOrders' && (
        <InlineField label={say('column.state')}>
          <Combobox
            width={24}
            options={[
              { value: 'unfinished' as const, label: say('query.unfinished') },
              ...workOrderStates.map((value) => ({ value, label: say(`state.${value}`) })),
            ]}
            value={query.state ?? 'unfinished'}
            onChange={({ value }) => change({ state: value })}
          />
        </InlineField>
      )}
      {named('party')}
      {queryType === 'workOrders' && named('site')}
    </InlineFieldRow>
  );
}
