import { createFileRoute } from '@tanstack/react-router';
import { AccountPage } from '../../../features/account/account-page.tsx';
import { useAccount } from '../../../features/account/use-account.ts';
import { LoadFailure, PageSkeleton } from '../../../components/page-states.tsx';
import { useTenant } from '../../../lib/tenant.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { useTitle } from '../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/account')({ component: Account });

function Account() {
  const { t } = useTexts();
  const { slug, name } = useTenant();
  const account = useAccount(slug);
  useTitle(t('nav.account'), name);
  if (account.data) return <AccountPage account={account.data} />;
  if (account.isError) {
    return <LoadFailure error={account.error} onRetry={() => void account.refetch()} />;
  }
  return <PageSkeleton />;
}
