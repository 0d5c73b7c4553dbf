import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { WebhooksPage } from '../../features/webhooks/webhooks-page.tsx';
import { WebhooksSearch } from '../../features/webhooks/webhooks-search.ts';
import { useSearchChange } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/webhooks')({
  validateSearch: (search: Record<string, unknown>): WebhooksSearch => WebhooksSearch.parse(search),
  component: Webhooks,
});

function Webhooks() {
  const onSearchChange = useSearchChange<WebhooksSearch>(Route.useNavigate());
  return (
    <PermissionGate permission="webhook.read">
      <WebhooksPage search={Route.useSearch()} onSearchChange={onSearchChange} />
    </PermissionGate>
  );
}
