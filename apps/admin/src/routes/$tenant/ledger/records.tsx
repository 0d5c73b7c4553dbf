import { createFileRoute } from '@tanstack/react-router';
import { RecordsPage } from '../../../features/onchain/records-page.tsx';
import { RecordsSearch } from '../../../features/onchain/records-search.ts';
import { useSearchChange } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/ledger/records')({
  validateSearch: (search: Record<string, unknown>): RecordsSearch => RecordsSearch.parse(search),
  component: Records,
});

function Records() {
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<RecordsSearch>(navigate);
  return (
    <RecordsPage
      search={Route.useSearch()}
      onSearchChange={onSearchChange}
      onShowChange={(next) =>
        void navigate({
          search: next === 'organizations' ? {} : { show: next },
          replace: true,
          resetScroll: false,
        })
      }
    />
  );
}
