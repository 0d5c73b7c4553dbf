import { ConfirmDialog } from '@freehold/ui/confirm-dialog';
import { describeError } from '../../lib/error-messages.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';

export type LedgerAct = 'retryCommand' | 'cancelCommand' | 'replayDeadLetter' | 'discardDeadLetter';

const words: Readonly<
  Record<
    LedgerAct,
    {
      title: string;
      consequence: string;
      confirm: string;
      done: string;
      tone: 'danger' | 'primary';
    }
  >
> = {
  retryCommand: {
    title: 'Try this command again?',
    consequence:
      'It goes back to the end of its line and is submitted once more under the same id: if the ledger has it already, it answers the same and nothing happens twice.',
    confirm: 'Try again',
    done: 'The command waits to be submitted again',
    tone: 'primary',
  },
  cancelCommand: {
    title: 'Cancel this command?',
    consequence:
      'It will not be submitted. What it was written for stays undone: an approved person, for example, does not become active.',
    confirm: 'Cancel the command',
    done: 'The command was cancelled',
    tone: 'danger',
  },
  replayDeadLetter: {
    title: 'Replay this event?',
    consequence:
      'The projector handles it again. If it works this time, its effect is written once and the dead letter is closed; if not, it stays here with the new reason.',
    confirm: 'Replay',
    done: 'The event was handed to the projector again',
    tone: 'primary',
  },
  discardDeadLetter: {
    title: 'Discard this event?',
    consequence:
      'Its effect is never written. The event itself stays in the ledger; only the projection goes without it.',
    confirm: 'Discard',
    done: 'The dead letter was discarded',
    tone: 'danger',
  },
};

export type LedgerActDialogProps = {
  act: LedgerAct;
  entityId: string;
  isBusy: boolean;
  error: unknown;
  onClose: () => void;
  /** Calls `done` when the act went through. */
  onConfirm: (reason: string, done: () => void) => void;
};

/** Asks before an act on a command or dead letter and leads to its audit entry afterwards. */
export function LedgerActDialog(props: LedgerActDialogProps) {
  const { act, entityId, isBusy, error, onClose, onConfirm } = props;
  const notice = useAuditNotice();
  const { title, consequence, confirm, done, tone } = words[act];
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={title}
      consequence={<p>{consequence}</p>}
      confirmLabel={confirm}
      cancelLabel="Leave it"
      tone={tone}
      reason={{}}
      isBusy={isBusy}
      error={error ? describeError(error) : undefined}
      onConfirm={(reason) =>
        onConfirm(reason, () => {
          onClose();
          notice(done, entityId);
        })
      }
    />
  );
}
