import type { RegistrationDetail } from '@freehold/core-contracts/registration';
import { Alert } from '@freehold/ui/alert';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Sheet } from '@freehold/ui/sheet';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { Problem } from '../../components/problem.tsx';
import { SheetSection } from '../../components/sheet-section.tsx';
import { Status } from '../../components/status.tsx';
import { registrationStepLabels } from '../../lib/labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import { RegistrationActs } from './registration-acts.tsx';
import { RegistrationMessages } from './registration-messages.tsx';
import { RegistrationSteps } from './registration-steps.tsx';
import { useRegistration } from './use-registrations.ts';

export type RegistrationSheetProps = { registrationId: string; onClose: () => void };

/** One registration beside its list. */
export function RegistrationSheet({ registrationId, onClose }: RegistrationSheetProps) {
  const { data, error, refetch } = useRegistration(registrationId);
  const canManage = useCan('registration.manage');
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={data?.email ?? 'Registration'}
      description={
        data && (
          <span className="flex flex-wrap items-center gap-2 pt-1">
            <Status label={registrationStepLabels[data.step]} />
            {data.isDisposableEmail && <Badge tone="warning">Disposable e-mail</Badge>}
          </span>
        )
      }
      footer={data && canManage ? <RegistrationActs registration={data} /> : undefined}
    >
      {error && !data && <Problem error={error} onRetry={() => void refetch()} />}
      {!error && !data && <SkeletonLines count={9} />}
      {data && <Detail registration={data} />}
    </Sheet>
  );
}

function Detail({ registration }: { registration: RegistrationDetail }) {
  const { tenant } = useSession();
  const isExpired =
    registration.expiresAt.getTime() < Date.now() && registration.step !== 'COMPLETED';
  return (
    <div className="grid gap-6">
      {isExpired && (
        <Alert tone="warning" title="Expired">
          It will be removed soon. Extending it lets the person go on where they were.
        </Alert>
      )}
      {registration.createdUserId && (
        <Alert
          tone="success"
          action={
            <Button asChild size="sm">
              <Link
                to="/$tenant/users/$userId"
                params={{ tenant: tenant.slug, userId: registration.createdUserId }}
              >
                Open the person
              </Link>
            </Button>
          }
        >
          The account has been made.
        </Alert>
      )}
      <SheetSection title="Progress">
        <RegistrationSteps registration={registration} />
      </SheetSection>
      <SheetSection title="Messages">
        <RegistrationMessages messages={registration.messages} />
      </SheetSection>
      <SheetSection title="Where it comes from">
        <KeyValueList
          columns={2}
          items={[
            { label: 'Started', value: <Time value={registration.createdAt} /> },
            { label: 'Expires', value: <Time value={registration.expiresAt} /> },
            { label: 'Last step', value: <Time value={registration.updatedAt} /> },
            { label: 'Address', value: registration.ipAddress },
            { label: 'Browser', value: registration.userAgent, isWide: true },
            {
              label: 'Registration',
              value: <Identifier isFull value={registration.id} label="registration id" />,
              isWide: true,
            },
          ]}
        />
      </SheetSection>
    </div>
  );
}
