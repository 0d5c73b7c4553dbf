import type { ReactNode } from 'react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { useTexts } from '../lib/texts.ts';
import { CopyText } from './copy-text.tsx';

export type SecretOnceProps = {
  title: string;
  secret: string;
  label: string;
  children?: ReactNode;
  onClose: () => void;
};

/** A secret that is shown this once; leaving is a decision, so pressing beside it does nothing. */
export function SecretOnce({ title, secret, label, children, onClose }: SecretOnceProps) {
  const { t } = useTexts();
  return (
    <Dialog
      open
      isLocked
      width="md"
      onOpenChange={onClose}
      title={title}
      closeLabel={t('general.close')}
      footer={
        <Button variant="primary" size="lg" onClick={onClose}>
          {t('secret.kept')}
        </Button>
      }
    >
      <div className="grid gap-4">
        <Alert tone="warning">{t('secret.once')}</Alert>
        <div className="grid gap-1.5">
          <p id="secret-label" className="text-sm font-medium text-ink">
            {label}
          </p>
          <code
            aria-labelledby="secret-label"
            className="block rounded-md border border-line bg-sunken p-3 font-mono text-sm text-ink [overflow-wrap:anywhere] select-all"
          >
            {secret}
          </code>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <CopyText value={secret} />
        </div>
        {children}
      </div>
    </Dialog>
  );
}
