import { Button } from '@freehold/ui/button';
import { ConfirmDialog } from '@freehold/ui/confirm-dialog';
import type { ReactNode } from 'react';
import { describeError } from '../lib/error-messages.ts';
import { isOvertaken } from '../lib/errors.ts';

export type ActDialogProps = {
  title: string;
  /** What will happen, in words a person can weigh. */
  consequence: ReactNode;
  confirmLabel: string;
  tone?: 'danger' | 'primary';
  /** False where the server keeps no reason. */
  isReasonAsked?: boolean;
  /** Who reads the reason, where it is not the audit log alone. */
  reasonHint?: string | undefined;
  isBusy: boolean;
  /** False while there is nothing that could be done. */
  isPossible?: boolean;
  error: unknown;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  /** Reads the current state, after somebody else was faster. */
  onLookAgain?: () => void;
  children?: ReactNode;
};

/** Asks before an act; when somebody else was faster it says who, and leads back to the current state. */
export function ActDialog(props: ActDialogProps) {
  const { error, onLookAgain, onClose, isReasonAsked = true } = props;
  const isLate = Boolean(error) && isOvertaken(error);
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={props.title}
      consequence={props.consequence}
      confirmLabel={props.confirmLabel}
      tone={props.tone ?? 'danger'}
      cancelLabel="Leave it"
      {...(isReasonAsked ? { reason: props.reasonHint ? { hint: props.reasonHint } : {} } : {})}
      isBusy={props.isBusy}
      isPossible={props.isPossible ?? true}
      onConfirm={props.onConfirm}
      error={
        Boolean(error) && (
          <span className="grid justify-items-start gap-2">
            {describeError(error)}
            {isLate && onLookAgain && (
              <Button
                size="sm"
                onClick={() => {
                  onLookAgain();
                  onClose();
                }}
              >
                Look again
              </Button>
            )}
          </span>
        )
      }
    >
      {props.children}
    </ConfirmDialog>
  );
}
