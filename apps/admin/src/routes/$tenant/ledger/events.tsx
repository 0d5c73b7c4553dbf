import { createFileRoute } from '@tanstack/react-router';
import { EventsPage } from '../../../features/ledger/events-page.tsx';
import { EventsSearch } from '../../../features/ledger/ledger-search.ts';
import { useSearchChange } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/ledger/events')({
  validateSearch: (search: Record<string, unknown>): EventsSearch => EventsSearch.parse(search),
  component: Events,
});

function Events() {
  const onSearchChange = useSearchChange<EventsSearch>(Route.useNavigate());
  return <EventsPage search={Route.useSearch()} onSearchChange={onSearchChange} />;
}
