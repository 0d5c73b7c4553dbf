import type { UserDetail } from '@freehold/core-contracts/users';
import { Button } from '@freehold/ui/button';
import { useState, type ReactNode } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { fullName } from '../../lib/labels.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { usePersonExport } from './use-user-acts.ts';

/** Saves all that is kept about a person; asks why, since it leaves the house. */
export function PersonExport({ user, icon }: { user: UserDetail; icon: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  const save = usePersonExport();
  const notice = useAuditNotice();
  return (
    <>
      <Button icon={icon} onClick={() => setIsOpen(true)}>
        Export
      </Button>
      {isOpen && (
        <ActDialog
          title={`Export what is kept about ${fullName(user)}?`}
          consequence={
            <p>
              One JSON file with every personal fact is saved on this device. That it was, and why,
              is kept.
            </p>
          }
          confirmLabel="Export"
          tone="primary"
          isBusy={save.isPending}
          error={save.error}
          onClose={() => setIsOpen(false)}
          onConfirm={(reason) =>
            save.mutate(
              { userId: user.id, reason },
              {
                onSuccess: () => {
                  setIsOpen(false);
                  notice('The export was saved', user.id);
                },
              },
            )
          }
        />
      )}
    </>
  );
}
