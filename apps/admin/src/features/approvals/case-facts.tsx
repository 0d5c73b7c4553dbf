import type { ApprovalDetail } from '@freehold/core-contracts/approvals';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import type { UserDetail } from '@freehold/core-contracts/users';
import { Button } from '@freehold/ui/button';
import { CopyButton } from '@freehold/ui/copy-button';
import { formatCalendarDate } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList, type KeyValueItem } from '@freehold/ui/key-value';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleMinus } from 'lucide-react';
import type { ReactNode } from 'react';
import { CountryName } from '../../components/country.tsx';
import { describeLanguage, genderLabels } from '../../lib/labels.ts';
import { useCan, useSession } from '../../lib/session.tsx';

function ageInYears(date: string, now: Date): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const hadBirthday =
    now.getUTCMonth() + 1 > month || (now.getUTCMonth() + 1 === month && now.getUTCDate() >= day);
  return now.getUTCFullYear() - year - (hadBirthday ? 0 : 1);
}

function Check({ isDone, children }: { isDone: boolean; children: ReactNode }) {
  const Icon = isDone ? CircleCheck : CircleMinus;
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon aria-hidden className={isDone ? 'size-4 text-success-ink' : 'size-4 text-subtle'} />
      {children}
    </span>
  );
}

function Copyable({ value, label }: { value: string; label: string }) {
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      {value}
      <CopyButton value={value} label={`Copy the ${label}`} />
    </span>
  );
}

function personItems(user: UserDetail): KeyValueItem[] {
  return [
    { label: 'First name', value: user.firstName },
    { label: 'Last name', value: user.lastName },
    { label: 'Country', value: <CountryName code={user.countryCode} /> },
    {
      label: 'Date of birth',
      value:
        user.dateOfBirth &&
        `${formatCalendarDate(user.dateOfBirth)} (${ageInYears(user.dateOfBirth, new Date())} years)`,
    },
    { label: 'Gender', value: user.gender && genderLabels[user.gender] },
    { label: 'National id number', value: user.nationalIdNumber },
  ];
}

function contactItems(user: UserDetail): KeyValueItem[] {
  return [
    { label: 'E-mail address', value: <Copyable value={user.email} label="address" /> },
    {
      label: 'E-mail check',
      value: (
        <Check isDone={user.emailVerifiedAt !== null}>
          {user.emailVerifiedAt ? (
            <>
              Verified <Time value={user.emailVerifiedAt} format="relative" />
            </>
          ) : (
            'Not verified'
          )}
        </Check>
      ),
    },
    { label: 'Language', value: describeLanguage(user.locale) },
    { label: 'Phone', value: user.phone && <Copyable value={user.phone} label="number" /> },
    {
      label: 'Phone check',
      value: (
        <Check isDone={user.isPhoneVerified}>
          {user.isPhoneVerified ? 'Verified by code' : 'Not verified'}
        </Check>
      ),
    },
    {
      label: 'Person',
      value: <Identifier isCopyable value={user.id} label="person id" />,
    },
  ];
}

/** What the person has said about themselves, and what of it was checked. */
export function CaseFacts({ approval }: { approval: ApprovalDetail }) {
  const { tenant } = useSession();
  const canReadUsers = useCan('user.read');
  const { user } = approval;
  return (
    <Card>
      <CardHeader
        title="Facts and checks"
        actions={
          canReadUsers && (
            <Button asChild size="sm">
              <Link
                to="/$tenant/users/$userId"
                params={{ tenant: tenant.slug, userId: approval.userId }}
              >
                Open the person
              </Link>
            </Button>
          )
        }
      />
      <CardBody>
        <KeyValueList columns={3} items={[...personItems(user), ...contactItems(user)]} />
      </CardBody>
    </Card>
  );
}
