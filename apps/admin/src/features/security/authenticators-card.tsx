import type { OwnAuthenticator } from '@freehold/core-contracts/security';
import { Button, IconButton } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { toast } from '@freehold/ui/toast';
import { Plus, Smartphone, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../lib/error-messages.ts';
import { AddTotpDialog } from './add-totp-dialog.tsx';
import { FactorRow } from './factor-row.tsx';
import { RemoveFactorDialog } from './remove-factor-dialog.tsx';
import { useManageFactors } from './use-security.ts';

export type AuthenticatorsCardProps = {
  authenticators: readonly OwnAuthenticator[];
  isLastFactor: boolean;
  onRecoveryCodes: (codes: string[]) => void;
};

/** Authenticator apps: codes of six digits beside the password. */
export function AuthenticatorsCard(props: AuthenticatorsCardProps) {
  const { authenticators, isLastFactor, onRecoveryCodes } = props;
  const { beginTotp } = useManageFactors();
  const [removing, setRemoving] = useState<OwnAuthenticator | null>(null);
  return (
    <Card>
      <CardHeader
        title="Authenticator apps"
        description="A code of six digits beside the password, renewed every 30 seconds."
        actions={
          <Button
            size="sm"
            icon={<Plus />}
            isBusy={beginTotp.isPending}
            onClick={() =>
              beginTotp.mutate(undefined, {
                onError: (error) => toast.error(describeError(error)),
              })
            }
          >
            Add an app
          </Button>
        }
      />
      <CardBody>
        {authenticators.length === 0 && <p className="text-sm text-muted">None yet.</p>}
        <ul className="divide-y divide-line">
          {authenticators.map((authenticator) => (
            <FactorRow key={authenticator.id} icon={<Smartphone />} {...authenticator}>
              <IconButton
                size="sm"
                label={`Remove ${authenticator.name}`}
                icon={<Trash2 />}
                onClick={() => setRemoving(authenticator)}
              />
            </FactorRow>
          ))}
        </ul>
      </CardBody>
      {beginTotp.data && (
        <AddTotpDialog
          enrolment={beginTotp.data}
          onClose={() => beginTotp.reset()}
          onDone={(codes) => {
            beginTotp.reset();
            toast.success('The authenticator app is set up');
            if (codes) onRecoveryCodes(codes);
          }}
        />
      )}
      {removing && (
        <RemoveFactorDialog
          kind="authenticator"
          factor={removing}
          isLastFactor={isLastFactor}
          onClose={() => setRemoving(null)}
        />
      )}
    </Card>
  );
}
