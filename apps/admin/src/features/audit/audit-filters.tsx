import { Button } from '@freehold/ui/button';
import { ChoiceFilter, FilterButton } from '@freehold/ui/choice-filter';
import { Field } from '@freehold/ui/field';
import { formatCalendarDate } from '@freehold/ui/formats';
import { Input } from '@freehold/ui/input';
import { Popover } from '@freehold/ui/popover';
import { X } from 'lucide-react';
import { SearchFilter } from '../../components/search-filter.tsx';
import { actorKindLabels, choicesOf } from '../../lib/labels.ts';
import type { AuditSearch } from './audit-search.ts';

export type AuditFiltersProps = {
  search: AuditSearch;
  onFilter: (change: Partial<AuditSearch>) => void;
};

const entityTypes = [
  { value: 'ApprovalCase', label: 'Approval case' },
  { value: 'User', label: 'User' },
  { value: 'PendingRegistration', label: 'Registration' },
  { value: 'Session', label: 'Session' },
  { value: 'Authenticator', label: 'Authenticator' },
  { value: 'OutboxCommand', label: 'Ledger command' },
  { value: 'EventDLQ', label: 'Dead letter' },
  { value: 'OutboundMessage', label: 'Message' },
  { value: 'Wallet', label: 'Wallet' },
  { value: 'Tenant', label: 'Tenant' },
];

/** Search and filters of the log; what a link brought along can be taken off one by one. */
export function AuditFilters({ search, onFilter }: AuditFiltersProps) {
  return (
    <>
      <SearchFilter
        label="Find in actions, actors, reasons"
        value={search.q}
        onValueChange={(q) => onFilter({ q })}
      />
      <ChoiceFilter
        isSingle
        label="Actor"
        options={choicesOf(actorKindLabels)}
        values={search.kind ? [search.kind] : []}
        onValuesChange={([kind]) => onFilter({ kind: kind as AuditSearch['kind'] })}
      />
      <ChoiceFilter
        isSingle
        label="Of what"
        options={entityTypes}
        values={search.type ? [search.type] : []}
        onValuesChange={([type]) => onFilter({ type })}
      />
      <DaysFilter search={search} onFilter={onFilter} />
      {search.action && (
        <TakenFilter
          label="Every action"
          text={search.action}
          onRemove={() => onFilter({ action: undefined })}
        />
      )}
      {search.actor && (
        <TakenFilter
          label="Every actor"
          text={`By ${search.actor.slice(0, 8)}…`}
          onRemove={() => onFilter({ actor: undefined })}
        />
      )}
      {search.entity && (
        <TakenFilter
          label="About everything"
          text={`About ${search.entity.slice(0, 8)}…`}
          onRemove={() => onFilter({ entity: undefined })}
        />
      )}
    </>
  );
}

function DaysFilter({ search, onFilter }: AuditFiltersProps) {
  const { from, to } = search;
  const summary = [from && `from ${formatCalendarDate(from)}`, to && `to ${formatCalendarDate(to)}`]
    .filter(Boolean)
    .join(' ');
  return (
    <Popover label="Days" trigger={<FilterButton label="Days" summary={summary} />}>
      <div className="grid w-52 gap-3">
        <Field label="From">
          {(control) => (
            <Input
              {...control}
              type="date"
              max={to}
              value={from ?? ''}
              onChange={(event) => onFilter({ from: event.target.value || undefined })}
            />
          )}
        </Field>
        <Field label="To">
          {(control) => (
            <Input
              {...control}
              type="date"
              min={from}
              value={to ?? ''}
              onChange={(event) => onFilter({ to: event.target.value || undefined })}
            />
          )}
        </Field>
        <Button size="sm" onClick={() => onFilter({ from: undefined, to: undefined })}>
          All days
        </Button>
      </div>
    </Popover>
  );
}

function TakenFilter(props: { label: string; text: string; onRemove: () => void }) {
  return (
    <Button variant="soft" onClick={props.onRemove}>
      {props.text}
      <X aria-hidden />
      <span className="sr-only">: {props.label.toLowerCase()}</span>
    </Button>
  );
}
