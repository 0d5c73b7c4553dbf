import { Button } from '@freehold/ui/button';

export type SaveBarProps = { changeCount: number; canSave: boolean; onUndo: () => void };

/** Foot of a long form: how much has changed, and the way back. */
export function SaveBar({ changeCount, canSave, onUndo }: SaveBarProps) {
  return (
    <div className="sticky bottom-0 flex flex-wrap items-center justify-end gap-2 border-t border-line bg-canvas py-3">
      <p role="status" className="mr-auto text-sm text-muted">
        {changeCount === 0
          ? 'Nothing changed.'
          : `${changeCount} ${changeCount === 1 ? 'change' : 'changes'}, not saved yet.`}
      </p>
      <Button disabled={changeCount === 0} onClick={onUndo}>
        Undo
      </Button>
      <Button type="submit" variant="primary" disabled={changeCount === 0 || !canSave}>
        Save
      </Button>
    </div>
  );
}
