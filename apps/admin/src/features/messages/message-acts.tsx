import type { MessageAct, MessageDetail } from '@freehold/core-contracts/messages';
import { Button } from '@freehold/ui/button';
import { ConfirmDialog } from '@freehold/ui/confirm-dialog';
import { Ban, RotateCw, Send } from 'lucide-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { useMessageAct } from './use-messages.ts';

type ActTexts = {
  label: string;
  icon: ReactElement;
  title: string;
  consequence: (recipient: ReactNode) => ReactNode;
  cancelLabel: string;
  tone: 'danger' | 'primary';
  done: string;
};

const texts: Readonly<Record<MessageAct, ActTexts>> = {
  RETRY: {
    label: 'Try again',
    icon: <RotateCw />,
    title: 'Try this message again?',
    consequence: (recipient) => (
      <>
        The same message goes back into the queue for {recipient}. If the provider has taken it
        before, the person may get it twice.
      </>
    ),
    cancelLabel: 'Leave it',
    tone: 'primary',
    done: 'The message is queued again',
  },
  RESEND: {
    label: 'Send once more',
    icon: <Send />,
    title: 'Send this message once more?',
    consequence: (recipient) => (
      <>A new message with the same words is written to {recipient}. This one stays as it is.</>
    ),
    cancelLabel: 'Leave it',
    tone: 'primary',
    done: 'A new message is queued',
  },
  CANCEL: {
    label: 'Call off',
    icon: <Ban />,
    title: 'Call this message off?',
    consequence: (recipient) => (
      <>It is not sent to {recipient}. It stays in the list as cancelled and can be sent later.</>
    ),
    cancelLabel: 'Keep it',
    tone: 'danger',
    done: 'The message is called off',
  },
};

/** What may be done with a message now, each after asking for a reason. */
export function MessageActs({ message }: { message: MessageDetail }) {
  const [chosen, setChosen] = useState<MessageAct>();
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {message.acts.map((act, index) => (
        <Button
          key={act}
          variant={index === 0 && texts[act].tone === 'primary' ? 'primary' : 'secondary'}
          icon={texts[act].icon}
          onClick={() => setChosen(act)}
        >
          {texts[act].label}
        </Button>
      ))}
      {chosen && <ActDialog message={message} act={chosen} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

type ActDialogProps = { message: MessageDetail; act: MessageAct; onClose: () => void };

function ActDialog({ message, act, onClose }: ActDialogProps) {
  const { title, consequence, tone, label, cancelLabel, done } = texts[act];
  const run = useMessageAct(act);
  const notice = useAuditNotice();
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={title}
      consequence={<p>{consequence(<strong>{message.recipient}</strong>)}</p>}
      tone={tone}
      confirmLabel={label}
      cancelLabel={cancelLabel}
      reason={{}}
      isBusy={run.isPending}
      error={run.error ? describeError(run.error) : undefined}
      onConfirm={(reason) =>
        run.mutate(
          { messageId: message.id, reason },
          {
            onSuccess: () => {
              onClose();
              notice(done, message.id);
            },
          },
        )
      }
    />
  );
}
