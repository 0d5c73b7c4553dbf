import type { UserDetail } from '@freehold/core-contracts/users';
import { ActDialog } from '../../components/act-dialog.tsx';
import { useActOutcome } from '../../lib/use-act-outcome.ts';
import { userActWords } from './user-act-words.tsx';
import type { UserAct } from './user-acts.ts';
import { useUserAct } from './use-user-acts.ts';

export type UserActDialogProps = {
  act: UserAct;
  /** The person as the operator has read them. */
  user: UserDetail;
  onClose: () => void;
  onLookAgain: () => void;
  /** With the version that the own act has made: it is no news. */
  onDone: (version: number | null) => void;
};

const toldHint = 'The person reads it in a message. Kept in the audit log with your name.';

/** Asks before an act on a person, and says what became of it. */
export function UserActDialog({ act, user, onClose, onLookAgain, onDone }: UserActDialogProps) {
  const run = useUserAct(user);
  const tell = useActOutcome();
  const words = userActWords[act];
  return (
    <ActDialog
      title={words.title(user)}
      consequence={words.consequence(user)}
      confirmLabel={words.confirm}
      tone={words.tone}
      reasonHint={words.isReasonTold ? toldHint : undefined}
      isBusy={run.isPending}
      error={run.error}
      onClose={onClose}
      onLookAgain={onLookAgain}
      onConfirm={(reason) =>
        run.mutate(
          { act, reason },
          {
            onSuccess: (outcome) => {
              onClose();
              if (outcome.state === 'DONE') onDone(outcome.version);
              tell(outcome, words.done(user), user.id);
            },
          },
        )
      }
    />
  );
}
