import { createFileRoute } from '@tanstack/react-router';
import { useWallets } from '../../../../features/wallet/use-wallets.ts';
import { WalletPage } from '../../../../features/wallet/wallet-page.tsx';
import { LoadFailure, PageSkeleton } from '../../../../components/page-states.tsx';
import { useTenant } from '../../../../lib/tenant.tsx';
import { useTexts } from '../../../../lib/texts.ts';
import { useTitle } from '../../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/wallet/')({ component: OwnWallet });

function OwnWallet() {
  const { t } = useTexts();
  const { slug, name } = useTenant();
  const wallets = useWallets(slug);
  useTitle(t('nav.wallet'), name);
  if (wallets.data) return <WalletPage wallets={wallets.data} />;
  if (wallets.isError) {
    return <LoadFailure error={wallets.error} onRetry={() => void wallets.refetch()} />;
  }
  return <PageSkeleton />;
}
