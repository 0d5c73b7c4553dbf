import { ChoiceFilter } from '@freehold/ui/choice-filter';
import { CommandType } from '@freehold/core-contracts/enums';
import { humanize } from '@freehold/ui/formats';
import { Send } from 'lucide-react';
import { useMemo } from 'react';
import { QueryList } from '../../components/query-list.tsx';
import { SearchFilter } from '../../components/search-filter.tsx';
import { choicesOf, commandStatusLabels } from '../../lib/labels.ts';
import { useList, type ListControls } from '../../lib/use-list.ts';
import { commandColumns } from './command-columns.tsx';
import { CommandSheet } from './command-sheet.tsx';
import type { CommandsSearch } from './ledger-search.ts';
import { useCommands } from './use-ledger.ts';

const typeChoices = CommandType.options.map((value) => ({ value, label: humanize(value) }));

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
  return (
    <>
      <QueryList
        label="Commands"
        columns={columns}
        getRowId={(row) => row.id}
        onRowOpen={(row) => list.open(row.id)}
        openRowId={search.open}
        list={list}
        query={commands}
        filters={
          <>
            <SearchFilter
              label="Find by id, request or aggregate"
              value={search.q}
              onValueChange={(q) => list.filter({ q })}
            />
            <ChoiceFilter
              label="Status"
              options={choicesOf(commandStatusLabels)}
              values={search.status ?? []}
              onValuesChange={(status) =>
                list.filter({
                  status: status.length ? (status as CommandsSearch['status']) : undefined,
                })
              }
            />
            <ChoiceFilter
              isSingle
              label="Type"
              options={typeChoices}
              values={search.type ? [search.type] : []}
              onValuesChange={([type]) => list.filter({ type: type as CommandsSearch['type'] })}
            />
          </>
        }
        empty={{
          icon: <Send />,
          title: 'No command yet',
          description: 'Approving a person writes the first one.',
        }}
        isFiltered={isFiltered}
      />
      {opened && <CommandSheet command={opened} onClose={() => list.open(undefined)} />}
    </>
  );
}
