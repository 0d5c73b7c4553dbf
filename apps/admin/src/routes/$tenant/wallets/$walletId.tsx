import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { WalletPage } from '../../../features/wallets/wallet-page.tsx';
import { WalletPageSearch } from '../../../features/wallets/wallets-search.ts';
import { useSearchChange } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/wallets/$walletId')({
  validateSearch: (search: Record<string, unknown>): WalletPageSearch =>
    WalletPageSearch.parse(search),
  component: Wallet,
});

function Wallet() {
  const { walletId } = Route.useParams();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<WalletPageSearch>(navigate);
  return (
    <PermissionGate permission="wallet.read">
      <WalletPage
        key={walletId}
        walletId={walletId}
        search={search}
        onSearchChange={onSearchChange}
        onTabChange={(next) =>
          void navigate({
            search: next === 'statement' ? {} : { tab: next },
            replace: true,
            resetScroll: false,
          })
        }
      />
    </PermissionGate>
  );
}
