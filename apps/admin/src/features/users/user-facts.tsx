import type { UserDetail } from '@freehold/core-contracts/users';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { formatCalendarDate } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Time } from '@freehold/ui/time';
import { CountryName } from '../../components/country.tsx';
import { describeLanguage, genderLabels } from '../../lib/labels.ts';

const onchainWords = {
  PENDING: 'On its way to the ledger',
  CONFIRMED: 'Confirmed by the ledger',
  FAILED: 'Refused by the ledger',
};

/** What is known about the person. */
export function UserFacts({ user }: { user: UserDetail }) {
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
            { label: 'Language', value: describeLanguage(user.locale) },
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
