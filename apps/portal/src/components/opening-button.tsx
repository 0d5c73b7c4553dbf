import { useState, type ReactNode } from 'react';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { useTexts } from '../lib/texts.ts';

export type OpeningButtonProps = {
  /** On the button and over the dialog. */
  label: string;
  icon: ReactNode;
  description?: string;
  isDisabled?: boolean;
  children: (close: () => void) => ReactNode;
};

/** A page's first act: a button and the dialog that it opens. */
export function OpeningButton(props: OpeningButtonProps) {
  const { label, icon, description, isDisabled = false, children } = props;
  const { t } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        variant="primary"
        size="lg"
        icon={icon}
        disabled={isDisabled}
        onClick={() => setIsOpen(true)}
      >
        {label}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={label}
        description={description}
        closeLabel={t('general.close')}
      >
        {children(() => setIsOpen(false))}
      </Dialog>
    </>
  );
}
