import { toast } from '@freehold/ui/toast';
import { ActDialog } from '../../components/act-dialog.tsx';
import { useManageFactors } from './use-security.ts';

export type RemoveFactorDialogProps = {
  kind: 'passkey' | 'authenticator';
  factor: { id: string; name: string };
  isLastFactor: boolean;
  onClose: () => void;
};

/** Asks before a factor is taken away. */
export function RemoveFactorDialog(props: RemoveFactorDialogProps) {
  const { kind, factor, isLastFactor, onClose } = props;
  const { removePasskey, removeTotp } = useManageFactors();
  const mutation = kind === 'passkey' ? removePasskey : removeTotp;
  const after = {
    onSuccess: () => {
      onClose();
      toast.success(`${factor.name} is removed`);
    },
  };
  return (
    <ActDialog
      title={`Remove ${factor.name}?`}
      consequence={
        <p>
          It proves nothing any more, at once.
          {isLastFactor && ' It is your last factor: add another one first.'}
        </p>
      }
      confirmLabel="Remove"
      isReasonAsked={false}
      isBusy={mutation.isPending}
      error={mutation.error}
      onClose={onClose}
      onConfirm={() =>
        kind === 'passkey'
          ? removePasskey.mutate({ passkeyId: factor.id }, after)
          : removeTotp.mutate({ authenticatorId: factor.id }, after)
      }
    />
  );
}
