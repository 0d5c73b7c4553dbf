import type { UserDetail } from '@freehold/core-contracts/users';
import { Button } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { KeyValueList } from '@freehold/ui/key-value';
import { Time } from '@freehold/ui/time';
import { KeyRound, ShieldOff } from 'lucide-react';
import type { UserAct } from './user-acts.ts';

export type UserSecurityProps = {
  user: UserDetail;
  acts: readonly UserAct[];
  onChoose: (act: UserAct) => void;
};

const count = (number: number, one: string, many: string) =>
  number === 0 ? 'None' : `${number} ${number === 1 ? one : many}`;

/** How the person gets in, and what helps when they cannot. */
export function UserSecurity({ user, acts, onChoose }: UserSecurityProps) {
  const hasActs = acts.includes('sendPasswordReset') || acts.includes('resetFactors');
  return (
    <Card>
      <CardHeader title="Sign-in" description="What the person proves themselves with." />
      <CardBody className="grid gap-5">
        <KeyValueList
          columns={2}
          items={[
            {
              label: 'Password changed',
              value: user.passwordChangedAt ? <Time value={user.passwordChangedAt} /> : 'Never',
            },
            {
              label: 'Authenticator apps',
              value: count(user.authenticatorCount, 'app', 'apps'),
            },
            { label: 'Passkeys', value: count(user.passkeyCount, 'passkey', 'passkeys') },
            {
              label: 'Recovery codes left',
              value: count(user.recoveryCodesLeft, 'code', 'codes'),
            },
          ]}
        />
        {hasActs && (
          <div className="flex flex-wrap gap-2">
            {acts.includes('sendPasswordReset') && (
              <Button icon={<KeyRound />} onClick={() => onChoose('sendPasswordReset')}>
                Send a password reset
              </Button>
            )}
            {acts.includes('resetFactors') && (
              <Button
                variant="danger-outline"
                icon={<ShieldOff />}
                onClick={() => onChoose('resetFactors')}
              >
                Reset second factors
              </Button>
            )}
          </div>
        )}
      </CardBody>
    </Card>
  );
}
