import type { ReactNode } from 'react';
import { ConfirmDialog } from '@freehold/ui/confirm-dialog';
import { useTexts } from '../lib/texts.ts';

export type ConfirmProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  /** What will happen, in words a person can weigh. */
  consequence: ReactNode;
  confirmLabel: string;
  onConfirm: (reason: string) => void;
  isBusy: boolean;
  error: string | undefined;
  tone?: 'danger' | 'primary';
  isReasonAsked?: boolean;
  children?: ReactNode;
};

/** Asks before an act that cannot simply be undone, in the reader's language. */
export function Confirm({ onClose, isReasonAsked = false, ...rest }: ConfirmProps) {
  const { t } = useTexts();
  return (
    <ConfirmDialog
      {...rest}
      onOpenChange={onClose}
      cancelLabel={t('general.cancel')}
      closeLabel={t('general.close')}
      {...(isReasonAsked
        ? {
            reason: {
              label: t('general.reason'),
              hint: t('general.reasonHint'),
              missing: t('general.reasonMissing'),
            },
          }
        : {})}
    />
  );
}
