import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useModalPage } from './modal-page.tsx';
import { Spinner } from './spinner.tsx';

export type CommandItem = {
  id: string;
  label: string;
  detail?: string;
  icon?: ReactNode;
  /** Further words it is found by. */
  keywords?: string[];
  /** Already found by the server: shown whatever the words are. */
  isMatched?: boolean;
  onSelect: () => void;
};
export type CommandGroup = { heading: string; items: readonly CommandItem[] };
export type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
  query: string;
  onQueryChange: (query: string) => void;
  groups: readonly CommandGroup[];
  isSearching?: boolean;
  placeholder: string;
  label: string;
  emptyText: string;
};

const groupStyles =
  '[&_[cmdk-group-heading]]:eyebrow [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-3 [&_[cmdk-group-heading]]:pb-1.5';

/** Groups with the items that hold every word of the query; what a server has found always stays. */
export function matchingGroups(groups: readonly CommandGroup[], query: string): CommandGroup[] {
  const words = query.toLowerCase().split(/\s+/u).filter(Boolean);
  const matches = ({ isMatched, label, keywords = [] }: CommandItem) => {
    const text = [label, ...keywords].join(' ').toLowerCase();
    return isMatched || words.every((word) => text.includes(word));
  };
  return groups
    .map(({ heading, items }) => ({ heading, items: items.filter(matches) }))
    .filter((group) => group.items.length > 0);
}

const valueOf = (item: CommandItem) => `${item.label} ${item.id}`;

/** The first item, however late it came, until somebody moves to another; typing starts anew. */
export function selectedValue(
  groups: readonly CommandGroup[],
  query: string,
  moved: { query: string; value: string } | undefined,
): string {
  const values = groups.flatMap((group) => group.items.map(valueOf));
  const isHeld = moved?.query === query && values.includes(moved.value);
  return isHeld ? moved.value : (values[0] ?? '');
}

const movingKeys = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End']);
const isMoving = ({ key, ctrlKey }: KeyboardEvent) =>
  movingKeys.has(key) || (ctrlKey && ['n', 'j', 'p', 'k'].includes(key));

/** Keeps apart what a person moved to from what the list selects by itself as answers come in. */
function useSelection(groups: readonly CommandGroup[], query: string) {
  const [moved, setMoved] = useState<{ query: string; value: string }>();
  const isByHand = useRef(false);
  return {
    value: selectedValue(groups, query, moved),
    onValueChange: (value: string) => {
      if (isByHand.current) setMoved({ query, value });
    },
    onKeyDownCapture: (event: KeyboardEvent) => {
      isByHand.current = isMoving(event);
    },
    onPointerMoveCapture: () => {
      isByHand.current = true;
    },
  };
}

/** Reaches any page, act or person from the keyboard. */
export function CommandPalette(props: CommandPaletteProps) {
  return (
    <Primitive.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Primitive.Portal>
        <PaletteLayer {...props} />
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function PaletteLayer(props: CommandPaletteProps) {
  const layer = useModalPage<HTMLDivElement>(true);
  const groups = matchingGroups(props.groups, props.query);
  const selection = useSelection(groups, props.query);
  return (
    <div
      ref={layer}
      className="animate-in fixed inset-0 z-60 flex items-start justify-center bg-scrim px-3 pt-[12vh]"
    >
      <Primitive.Content
        aria-describedby={undefined}
        className="animate-pop w-full max-w-xl overflow-hidden rounded-xl bg-raised shadow-lg"
      >
        <Primitive.Title className="sr-only">{props.label}</Primitive.Title>
        <Command label={props.label} loop shouldFilter={false} {...selection}>
          <PaletteInput {...props} />
          <Command.List className="max-h-[min(26rem,60vh)] overflow-y-auto px-2 pb-2" tabIndex={-1}>
            <Command.Empty className="py-10 text-center text-sm text-muted">
              {props.isSearching ? 'Searching…' : props.emptyText}
            </Command.Empty>
            {groups.map((group) => (
              <Command.Group key={group.heading} heading={group.heading} className={groupStyles}>
                {group.items.map((item) => (
                  <PaletteItem key={item.id} item={item} />
                ))}
              </Command.Group>
            ))}
          </Command.List>
        </Command>
      </Primitive.Content>
    </div>
  );
}

function PaletteInput({ query, onQueryChange, placeholder, isSearching }: CommandPaletteProps) {
  return (
    <div className="flex items-center gap-3 border-b border-line px-4">
      {isSearching ? (
        <Spinner className="text-subtle" />
      ) : (
        <Search aria-hidden className="size-4 text-subtle" />
      )}
      <Command.Input
        value={query}
        onValueChange={onQueryChange}
        placeholder={placeholder}
        className="h-12 flex-1 bg-transparent text-lg text-ink outline-none placeholder:text-subtle"
      />
      <kbd className="rounded-xs border border-line bg-sunken px-1.5 font-sans text-2xs text-subtle">
        Esc
      </kbd>
    </div>
  );
}

function PaletteItem({ item }: { item: CommandItem }) {
  return (
    <Command.Item
      value={valueOf(item)}
      onSelect={item.onSelect}
      className="flex cursor-default items-center gap-3 rounded-md px-2 py-2 text-sm text-ink select-none data-[selected=true]:bg-selected [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-subtle"
    >
      {item.icon}
      <span className="max-w-[65%] shrink-0 truncate">{item.label}</span>
      {item.detail && <span className="ml-auto truncate text-xs text-muted">{item.detail}</span>}
    </Command.Item>
  );
}
