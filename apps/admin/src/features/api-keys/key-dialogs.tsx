import type { ApiKeyCreated, ApiKeyView } from '@freehold/core-contracts/api-keys';
import { useState } from 'react';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import type { KeyAct } from './key-act-menu.tsx';
import { RevokeKeyDialog } from './revoke-key-dialog.tsx';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';
import { NewKeyDialog } from './new-key-dialog.tsx';

/** What is asked about: a key and the act on it, or a new key. */
export type KeyQuestion = { act: KeyAct; apiKey: ApiKeyView } | { act: 'create' };

export type KeyDialogsProps = {
  question: KeyQuestion | null;
  /** Whose a new key becomes. */
  organization: { id: string; name: string } | undefined;
  onClose: () => void;
  onLookAgain: () => void;
};

type Shown = { created: ApiKeyCreated; oldKeyEndsAt: Date | null };

/** Asks before an act, and shows the key that came of it. */
export function KeyDialogs({ question, organization, onClose, onLookAgain }: KeyDialogsProps) {
  const notice = useAuditNotice();
  const [shown, setShown] = useState<Shown | null>(null);
  const show = (created: ApiKeyCreated, oldKeyEndsAt: Date | null) => {
    onClose();
    setShown({ created, oldKeyEndsAt });
  };
  const finish = ({ created: { apiKey } }: Shown) => {
    setShown(null);
    const { id, name, rotatedFromId } = apiKey;
    if (rotatedFromId) notice(`The key ${name} is rotated`, rotatedFromId);
    else notice(`The key ${name} is made`, id);
  };
  if (shown) return <NewKeyDialog {...shown} onClose={() => finish(shown)} />;
  switch (question?.act) {
    case 'create':
      return (
        organization && (
          <CreateKeyDialog
            organization={organization}
            onClose={onClose}
            onCreated={(created) => show(created, null)}
          />
        )
      );
    case 'rotate':
      return (
        <RotateKeyDialog
          apiKey={question.apiKey}
          onClose={onClose}
          onLookAgain={onLookAgain}
          onRotated={show}
        />
      );
    case 'revoke':
      return (
        <RevokeKeyDialog apiKey={question.apiKey} onClose={onClose} onLookAgain={onLookAgain} />
      );
    case undefined:
      return null;
  }
}
