import type { OwnPasskey } from '@freehold/core-contracts/security';
import { Badge } from '@freehold/ui/badge';
import { Button, IconButton } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { canUsePasskeys } from '@freehold/ui/passkey';
import { Fingerprint, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { FactorRow } from './factor-row.tsx';
import { AddPasskeyDialog, RenamePasskeyDialog } from './passkey-dialogs.tsx';
import { RemoveFactorDialog } from './remove-factor-dialog.tsx';

export type PasskeysCardProps = {
  passkeys: readonly OwnPasskey[];
  isLastFactor: boolean;
  onRecoveryCodes: (codes: string[]) => void;
};

/** Passkeys: fingerprint, face or a key instead of password and code. */
export function PasskeysCard({ passkeys, isLastFactor, onRecoveryCodes }: PasskeysCardProps) {
  const [isAdding, setIsAdding] = useState(false);
  const [renaming, setRenaming] = useState<OwnPasskey | null>(null);
  const [removing, setRemoving] = useState<OwnPasskey | null>(null);
  return (
    <Card>
      <CardHeader
        title="Passkeys"
        description="Fingerprint, face or a key, instead of password and code."
        actions={
          canUsePasskeys() && (
            <Button size="sm" icon={<Plus />} onClick={() => setIsAdding(true)}>
              Add a passkey
            </Button>
          )
        }
      />
      <CardBody>
        {passkeys.length === 0 && (
          <p className="text-sm text-muted">
            None yet. A passkey cannot be phished, and signs you in with one touch.
          </p>
        )}
        <ul className="divide-y divide-line">
          {passkeys.map((passkey) => (
            <FactorRow
              key={passkey.id}
              icon={<Fingerprint />}
              {...passkey}
              badge={passkey.isBackedUp && <Badge size="sm">Synced</Badge>}
            >
              <IconButton
                size="sm"
                label={`Rename ${passkey.name}`}
                icon={<Pencil />}
                onClick={() => setRenaming(passkey)}
              />
              <IconButton
                size="sm"
                label={`Remove ${passkey.name}`}
                icon={<Trash2 />}
                onClick={() => setRemoving(passkey)}
              />
            </FactorRow>
          ))}
        </ul>
      </CardBody>
      {isAdding && (
        <AddPasskeyDialog onClose={() => setIsAdding(false)} onRecoveryCodes={onRecoveryCodes} />
      )}
      {renaming && <RenamePasskeyDialog passkey={renaming} onClose={() => setRenaming(null)} />}
      {removing && (
        <RemoveFactorDialog
          kind="passkey"
          factor={removing}
          isLastFactor={isLastFactor}
          onClose={() => setRemoving(null)}
        />
      )}
    </Card>
  );
}
