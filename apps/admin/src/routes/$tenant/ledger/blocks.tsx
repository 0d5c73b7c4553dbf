import { createFileRoute } from '@tanstack/react-router';
import { BlocksPage } from '../../../features/ledger/blocks-page.tsx';
import { BlocksSearch } from '../../../features/ledger/ledger-search.ts';
import { useSearchChange } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/ledger/blocks')({
  validateSearch: (search: Record<string, unknown>): BlocksSearch => BlocksSearch.parse(search),
  component: Blocks,
});

function Blocks() {
  const onSearchChange = useSearchChange<BlocksSearch>(Route.useNavigate());
  return <BlocksPage search={Route.useSearch()} onSearchChange={onSearchChange} />;
}
