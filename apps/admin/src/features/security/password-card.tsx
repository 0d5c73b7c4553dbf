import { Button } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { Time } from '@freehold/ui/time';
import { useState } from 'react';
import { ChangePasswordDialog } from './change-password-dialog.tsx';

export type PasswordCardProps = { changedAt: Date | null; minimumLength: number };

/** The password, and its change. */
export function PasswordCard({ changedAt, minimumLength }: PasswordCardProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Card>
      <CardHeader
        title="Password"
        description="Changing it ends every other session of yours."
        actions={
          <Button size="sm" onClick={() => setIsOpen(true)}>
            Change
          </Button>
        }
      />
      <CardBody>
        <p className="text-sm text-muted">
          {changedAt ? (
            <>
              Changed <Time value={changedAt} format="relative" />.
            </>
          ) : (
            'Not changed since the account was made.'
          )}
        </p>
      </CardBody>
      {isOpen && (
        <ChangePasswordDialog minimumLength={minimumLength} onClose={() => setIsOpen(false)} />
      )}
    </Card>
  );
}
