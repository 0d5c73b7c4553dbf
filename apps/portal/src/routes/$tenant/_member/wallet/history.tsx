import { createFileRoute } from '@tanstack/react-router';
import { Remote } from '../../../../components/remote.tsx';
import { HistoryPage } from '../../../../features/history/history-page.tsx';
import { HistorySearch } from '../../../../features/history/history-search.ts';
import { useWallets } from '../../../../features/history/use-history.ts';
import { useTenant } from '../../../../lib/tenant.tsx';
import { useTexts } from '../../../../lib/texts.ts';
import { useTitle } from '../../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/wallet/history')({
  validateSearch: HistorySearch,
  component: History,
});

function History() {
  const { t } = useTexts();
  const { slug, name } = useTenant();
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const wallets = useWallets(slug);
  useTitle(t('history.title'), name);
  return (
    <Remote query={wallets}>
      {(data) => (
        <HistoryPage
          search={search}
          wallets={data}
          onSearch={(next) => void navigate({ search: next })}
        />
      )}
    </Remote>
  );
}
