import { Button } from '@freehold/ui/button';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { X } from 'lucide-react';
import { DaysFilter } from '../../components/days-filter.tsx';
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
  { value: 'Transfer', label: 'Transfer' },
  { value: 'TransferBatch', label: 'Batch of transfers' },
  { value: 'TransactionLimit', label: 'Limit' },
  { value: 'TaxRun', label: 'Tax run' },
  { value: 'Loan', label: 'Loan' },
  { value: 'BusinessAccount', label: 'Business account' },
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
      <DaysFilter from={search.from} to={search.to} onDaysChange={onFilter} />
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
      {search.organization && (
        <TakenFilter
          label="About everything"
          text={`About organization ${search.organization.slice(0, 8)}…`}
          onRemove={() => onFilter({ organization: undefined })}
        />
      )}
    </>
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
