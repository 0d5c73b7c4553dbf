import { Button } from '@freehold/ui/button';
import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { CommandType } from '@freehold/core-contracts/enums';
import { humanize } from '@freehold/ui/formats';
import { Plus, Send } from 'lucide-react';
import { useMemo, useState } from 'react';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { choicesOf, commandStatusLabels } from '../../lib/labels.ts';
import { useCan } from '../../lib/session.tsx';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { commandColumns } from './command-columns.tsx';
import { CommandsTools } from './commands-tools.tsx';
import { CommandSheet } from './command-sheet.tsx';
import type { CommandsSearch } from './ledger-search.ts';
import { SubmitCommandDialog } from './submit-command-dialog.tsx';
import { commandsSort, useCommands } from './use-ledger.ts';

const typeChoices = CommandType.options.map((value) => ({ value, label: humanize(value) }));

const toStatuses = (values: readonly string[]) =>
  values.length > 0 ? ([...values] as CommandsSearch['status']) : undefined;

/** Commands to the ledger: those that wait, are under way, went through or failed. */
export function CommandsPage(controls: ListControls<CommandsSearch>) {
  const { search, onSearchChange } = controls;
  const commands = useCommands(search);
  const columns = useMemo(
    () => commandColumns((id) => onSearchChange({ open: id })),
    [onSearchChange],
  );
  const list = useList(controls, columns, commands.data, 'commands');
  const opened = commands.data?.items.find((row) => row.id === search.open);
  const isFiltered = Boolean(search.q ?? search.status ?? search.type);
  const canManage = useCan('ledger.manage');
  const canSubmit = useCan('ledger.submit');
  const [isGiving, setIsGiving] = useState(false);
  return (
    <>
      <QueryList
        label="Commands"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        sort={commandsSort(search)}
        onSortChange={list.sort}
        list={list}
        query={commands}
        filters={<CommandFilters search={search} onFilter={list.filter} />}
        tools={
          <>
            {canManage && <CommandsTools search={search} />}
            {canSubmit && (
              <Button icon={<Plus />} onClick={() => setIsGiving(true)}>
                <span className="max-sm:sr-only">Give a command</span>
              </Button>
            )}
          </>
        }
        empty={{
          icon: <Send />,
          title: 'No command yet',
          description: 'Approving a person writes the first one.',
        }}
        isFiltered={isFiltered}
      />
      {isGiving && <SubmitCommandDialog onClose={() => setIsGiving(false)} />}
      {opened && <CommandSheet command={opened} onClose={() => list.open(undefined)} />}
    </>
  );
}

type CommandFiltersProps = {
  search: CommandsSearch;
  onFilter: (change: Partial<CommandsSearch>) => void;
};

function CommandFilters({ search, onFilter }: CommandFiltersProps) {
  return (
    <>
      <SearchFilter
        label="Find by id, request or aggregate"
        value={search.q}
        onValueChange={(q) => onFilter({ q })}
      />
      <ChoiceFilter
        label="Status"
        options={choicesOf(commandStatusLabels)}
        values={search.status ?? []}
        onValuesChange={(status) => onFilter({ status: toStatuses(status) })}
      />
      <ChoiceFilter
        isSingle
        label="Type"
        options={typeChoices}
        values={search.type ? [search.type] : []}
        onValuesChange={([type]) => onFilter({ type: type as CommandsSearch['type'] })}
      />
    </>
  );
}
