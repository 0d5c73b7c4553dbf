import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { ActDialog } from '../../components/act-dialog.tsx';
import { useManageFactors } from './use-security.ts';

const fewCodes = 3;

export type RecoveryCardProps = { left: number; onRecoveryCodes: (codes: string[]) => void };

/** Codes for the day the factors are lost. */
export function RecoveryCard({ left, onRecoveryCodes }: RecoveryCardProps) {
  const { renewRecoveryCodes } = useManageFactors();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Card>
      <CardHeader
        title="Recovery codes"
        description="Each stands in for your second factor once, when it is lost."
        actions={
          <Button size="sm" icon={<RefreshCw />} onClick={() => setIsOpen(true)}>
            Make new codes
          </Button>
        }
      />
      <CardBody>
        <Badge tone={left === 0 ? 'danger' : left <= fewCodes ? 'warning' : 'success'}>
          {left === 0 ? 'None left' : `${left} left`}
        </Badge>
      </CardBody>
      {isOpen && (
        <ActDialog
          title="Make new recovery codes?"
          consequence={<p>The codes you have now stop working at once.</p>}
          confirmLabel="Make new codes"
          tone="primary"
          isReasonAsked={false}
          isBusy={renewRecoveryCodes.isPending}
          error={renewRecoveryCodes.error}
          onClose={() => setIsOpen(false)}
          onConfirm={() =>
            renewRecoveryCodes.mutate(undefined, {
              onSuccess: ({ recoveryCodes }) => {
                setIsOpen(false);
                onRecoveryCodes(recoveryCodes);
              },
            })
          }
        />
      )}
    </Card>
  );
}
