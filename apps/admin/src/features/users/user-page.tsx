import type { UserDetail } from '@freehold/core-contracts/users';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { formatCalendarDate } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Time } from '@freehold/ui/time';
import { BackLink } from '../../components/back-link.tsx';
import { CountryName } from '../../components/country.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { Status } from '../../components/status.tsx';
import { fullName, genderLabels, userRoleLabels, userStatusLabels } from '../../lib/labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';
import { UserHistory } from './user-history.tsx';
import { UserSessions } from './user-sessions.tsx';
import { UserWallets } from './user-wallets.tsx';
import { useUser } from './use-users.ts';

const onchainWords = {
  PENDING: 'On its way to the ledger',
  CONFIRMED: 'Confirmed by the ledger',
  FAILED: 'Refused by the ledger',
};

/** One person. */
export function UserPage({ userId }: { userId: string }) {
  const user = useUser(userId);
  const { tenant } = useSession();
  const canReadAudit = useCan('audit.read');
  const { data, error } = user;
  const back = (
    <BackLink to="/$tenant/users" params={{ tenant: tenant.slug }}>
      Users
    </BackLink>
  );
  if (!data) {
    return (
      <Page title="Person" description={back}>
        <Card>
          {error ? (
            <Problem error={error} onRetry={() => void user.refetch()} />
          ) : (
            <CardBody className="pt-4">
              <SkeletonLines count={9} />
            </CardBody>
          )}
        </Card>
      </Page>
    );
  }
  return (
    <Page
      title={fullName(data)}
      description={
        <span className="flex flex-wrap items-center gap-3">
          {back}
          <Status label={userStatusLabels[data.status]} />
          <span className="text-sm text-muted">{userRoleLabels[data.role]}</span>
        </span>
      }
    >
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid gap-4">
          <UserFacts user={data} />
          <UserWallets wallets={data.wallets} />
          <UserSessions sessions={data.sessions} />
        </div>
        {canReadAudit && <UserHistory userId={userId} />}
      </div>
    </Page>
  );
}

function UserFacts({ user }: { user: UserDetail }) {
  return (
    <Card>
      <CardHeader title="Facts" />
      <CardBody>
        <KeyValueList
          columns={3}
          items={[
            { label: 'E-mail address', value: user.email },
            {
              label: 'E-mail verified',
              value: user.emailVerifiedAt ? <Time value={user.emailVerifiedAt} /> : 'No',
            },
            { label: 'User name', value: user.username },
            { label: 'Phone', value: user.phone },
            { label: 'Phone verified', value: user.isPhoneVerified ? 'Yes, by code' : 'No' },
            { label: 'Country', value: <CountryName code={user.countryCode} /> },
            {
              label: 'Date of birth',
              value: user.dateOfBirth && formatCalendarDate(user.dateOfBirth),
            },
            { label: 'Gender', value: user.gender && genderLabels[user.gender] },
            { label: 'National id number', value: user.nationalIdNumber },
            { label: 'Ledger', value: user.onchainStatus && onchainWords[user.onchainStatus] },
            { label: 'Since', value: <Time value={user.createdAt} /> },
            {
              label: 'Last sign-in',
              value: user.lastLoginAt ? <Time value={user.lastLoginAt} /> : 'Never',
            },
            { label: 'Language', value: user.locale },
            {
              label: 'Person',
              value: <Identifier isFull value={user.id} label="person id" />,
              isWide: true,
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}
