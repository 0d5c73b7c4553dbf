import type { SavedView } from '@freehold/core-contracts/people';
import { Button, IconButton } from '@freehold/ui/button';
import { Popover } from '@freehold/ui/popover';
import { toast } from '@freehold/ui/toast';
import { Bookmark, BookmarkPlus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { SaveViewForm } from './save-view-form.tsx';
import { useSavedViews } from './use-saved-views.ts';

export type SavedViewsMenuProps = {
  /** Which list they are of. */
  page: string;
  /** State of the list as it is shown. */
  search: object;
  onOpen: (query: SavedView['query']) => void;
};

/** What belongs to a view: filters, order and columns, but neither the page nor an opened row. */
function toQuery(search: object): SavedView['query'] {
  const { page: _page, open: _open, ...rest } = search as SavedView['query'];
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}

/** Views of a list that the operator has kept: open one, keep this one, drop one. */
export function SavedViewsMenu({ page, search, onOpen }: SavedViewsMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { list, save, remove } = useSavedViews(page);
  const views = list.data ?? [];
  return (
    <Popover
      label="Saved views"
      align="end"
      className="w-72 p-0"
      open={isOpen}
      onOpenChange={(next) => {
        save.reset();
        setIsOpen(next);
      }}
      trigger={
        <Button icon={<Bookmark />} className="px-2.5 text-muted">
          <span className="max-md:sr-only">Saved</span>
        </Button>
      }
    >
      {list.error && <p className="p-3 text-sm text-danger-ink">{describeError(list.error)}</p>}
      {views.length === 0 ? (
        <p className="flex items-start gap-2 px-3 pt-3 text-sm text-muted">
          <BookmarkPlus aria-hidden className="mt-0.5 size-4 shrink-0" />
          Keep filters, order and columns under a name, for you alone.
        </p>
      ) : (
        <ul className="max-h-72 overflow-y-auto p-1">
          {views.map((view) => (
            <li key={view.id} className="flex items-center gap-1">
              <button
                type="button"
                className="min-w-0 flex-1 truncate rounded-sm px-2 py-1.5 text-left text-sm text-ink hover:bg-hover focus-visible:outline-offset-[-2px] pointer-coarse:py-2.5"
                onClick={() => {
                  onOpen(view.query);
                  setIsOpen(false);
                }}
              >
                {view.name}
              </button>
              <IconButton
                size="sm"
                tooltip={false}
                label={`Drop the view ${view.name}`}
                icon={<Trash2 />}
                onClick={() =>
                  remove.mutate(
                    { savedViewId: view.id },
                    { onError: (error) => toast.error(describeError(error)) },
                  )
                }
              />
            </li>
          ))}
        </ul>
      )}
      <SaveViewForm
        isBusy={save.isPending}
        error={save.error ? describeError(save.error) : undefined}
        onSave={(name) =>
          save.mutate(
            { page, name, query: toQuery(search) },
            { onSuccess: () => toast.success(`Kept as “${name}”`) },
          )
        }
      />
    </Popover>
  );
}
