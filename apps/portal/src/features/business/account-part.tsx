import type { ReactNode } from 'react';
import type { BusinessAccountDetail } from '@freehold/core-contracts/business';
import { Remote } from '../../components/remote.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTitle } from '../../lib/use-title.ts';
import { AccountFrame } from './account-frame.tsx';
import { useAccount } from './use-business.ts';

/** One part of a business account, within its frame, once the account has come. */
export function AccountPart({
  accountId,
  children,
}: {
  accountId: string;
  children: (account: BusinessAccountDetail) => ReactNode;
}) {
  const { slug, name } = useTenant();
  const account = useAccount(slug, accountId);
  useTitle(account.data?.name, name);
  return (
    <Remote query={account}>
      {(data) => <AccountFrame account={data}>{children(data)}</AccountFrame>}
    </Remote>
  );
}
