import type { RegistrationDetail } from '@freehold/core-contracts/registration';
import { Button } from '@freehold/ui/button';
import { ConfirmDialog } from '@freehold/ui/confirm-dialog';
import { Ban, CalendarPlus, Send } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { useManageRegistration } from './use-registrations.ts';

type Act = 'resendCode' | 'extend' | 'cancel';

type ActWords = {
  title: string;
  consequence: (registration: RegistrationDetail) => ReactNode;
  confirm: string;
  done: string;
};

const words: Readonly<Record<Act, ActWords>> = {
  resendCode: {
    title: 'Send the code again?',
    consequence: ({ step, email, phone }) => (
      <p>
        A new code goes to <strong>{step === 'PHONE_SENT' ? phone : email}</strong>; the one before
        it stops working. Attempts that were used stay used.
      </p>
    ),
    confirm: 'Send again',
    done: 'The code is on its way',
  },
  extend: {
    title: 'Extend this registration?',
    consequence: () => (
      <p>The person gets another 24 hours from now to finish where they stopped.</p>
    ),
    confirm: 'Extend',
    done: 'The registration was extended',
  },
  cancel: {
    title: 'Cancel this registration?',
    consequence: ({ email }) => (
      <p>
        The registration of <strong>{email}</strong> ends here. Its codes and resume links stop
        working at once, and what was entered is removed. The person may start anew.
      </p>
    ),
    confirm: 'Cancel the registration',
    done: 'The registration was cancelled',
  },
};

/** Resend, extend, cancel: each asks first and takes a reason. */
export function RegistrationActs({ registration }: { registration: RegistrationDetail }) {
  const manage = useManageRegistration();
  const notice = useAuditNotice();
  const [act, setAct] = useState<Act | null>(null);
  const { step } = registration;
  const isOver = step === 'COMPLETED' || step === 'CANCELLED';
  const isWaitingForCode =
    step === 'EMAIL_SENT' || step === 'EMAIL_PENDING' || step === 'PHONE_SENT';
  const choose = (next: Act) => {
    manage[next].reset();
    setAct(next);
  };
  const confirm = (chosen: Act, reason: string) =>
    manage[chosen].mutate(
      { registrationId: registration.id, version: registration.version, reason },
      {
        onSuccess: () => {
          setAct(null);
          notice(words[chosen].done, registration.id);
        },
      },
    );
  return (
    <>
      <Button
        variant="danger-outline"
        icon={<Ban />}
        disabled={isOver}
        onClick={() => choose('cancel')}
        className="mr-auto"
      >
        Cancel
      </Button>
      <Button icon={<CalendarPlus />} disabled={isOver} onClick={() => choose('extend')}>
        Extend
      </Button>
      <Button
        variant="primary"
        icon={<Send />}
        disabled={!isWaitingForCode}
        onClick={() => choose('resendCode')}
      >
        Send code again
      </Button>
      {act && (
        <ConfirmDialog
          open
          onOpenChange={(isOpen) => (isOpen ? undefined : setAct(null))}
          title={words[act].title}
          consequence={words[act].consequence(registration)}
          confirmLabel={words[act].confirm}
          tone={act === 'cancel' ? 'danger' : 'primary'}
          cancelLabel="Leave it"
          reason={{}}
          isBusy={manage[act].isPending}
          error={manage[act].error ? describeError(manage[act].error) : undefined}
          onConfirm={(reason) => confirm(act, reason)}
        />
      )}
    </>
  );
}
