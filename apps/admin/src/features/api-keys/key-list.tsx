import { Button } from '@freehold/ui/button';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { KeyRound, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { choicesOf } from '../../lib/labels.ts';
import { keyStateLabels } from '../../lib/organization-labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { KeyActMenu } from './key-act-menu.tsx';
import { keyColumns } from './key-columns.tsx';
import { KeyDialogs, type KeyQuestion } from './key-dialogs.tsx';
import { withoutSecret } from '../../lib/key-text.ts';
import type { KeysSearch } from './keys-search.ts';
import { useKeys } from './use-keys.ts';

const { REPLACED: _stillLive, ...filterLabels } = keyStateLabels;

export type KeyListProps = ListControls<KeysSearch> & {
  /** Only its keys; with it new ones can be made. */
  organization?: { id: string; name: string; isDeleted: boolean };
};

/** Keys with what may be done about them. */
export function KeyList({ organization, ...controls }: KeyListProps) {
  const { search } = controls;
  const { tenant } = useSession();
  const canManage = useCan('organization.manage') && organization?.isDeleted !== true;
  const keys = useKeys(search, organization?.id);
  const [question, setQuestion] = useState<KeyQuestion | null>(null);
  const hasOrganization = organization === undefined;
  const columns = useMemo(
    () =>
      keyColumns({
        tenant: tenant.slug,
        hasOrganization,
        menu: (apiKey) =>
          canManage ? (
            <KeyActMenu apiKey={apiKey} onChoose={(act) => setQuestion({ act, apiKey })} />
          ) : null,
      }),
    [tenant.slug, hasOrganization, canManage],
  );
  const list = useList(controls, columns, keys.data, 'keys');
  return (
    <>
      <QueryList
        label="API keys"
        columns={columns}
        getRowId={(row) => row.id}
        list={list}
        query={keys}
        filters={<KeyFilters search={search} onFilter={list.filter} />}
        tools={
          organization &&
          canManage && (
            <Button
              variant="primary"
              icon={<Plus />}
              onClick={() => setQuestion({ act: 'create' })}
            >
              Make a key
            </Button>
          )
        }
        empty={{
          icon: <KeyRound />,
          title: 'No key yet',
          description: 'Machines call /v1 with a key of their organization.',
        }}
        isFiltered={Boolean(search.q ?? search.state)}
      />
      <KeyDialogs
        question={question}
        organization={organization}
        onClose={() => setQuestion(null)}
        onLookAgain={() => void keys.refetch()}
      />
    </>
  );
}

type KeyFiltersProps = { search: KeysSearch; onFilter: (change: Partial<KeysSearch>) => void };

function KeyFilters({ search, onFilter }: KeyFiltersProps) {
  return (
    <>
      <SearchFilter
        label="Find by name or prefix"
        value={search.q}
        onValueChange={(q) => onFilter({ q: q && withoutSecret(q) })}
      />
      <ChoiceFilter
        isSingle
        label="State"
        options={choicesOf(filterLabels)}
        values={search.state ? [search.state] : []}
        onValuesChange={([state]) => onFilter({ state: state as KeysSearch['state'] })}
      />
    </>
  );
}
