import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { MessagesPage } from '../../features/messages/messages-page.tsx';
import { MessagesSearch } from '../../features/messages/messages-search.ts';
import { useSearchChange } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/messages')({
  validateSearch: (search: Record<string, unknown>): MessagesSearch => MessagesSearch.parse(search),
  component: Messages,
});

function Messages() {
  const onSearchChange = useSearchChange<MessagesSearch>(Route.useNavigate());
  return (
    <PermissionGate permission="message.read">
      <MessagesPage search={Route.useSearch()} onSearchChange={onSearchChange} />
    </PermissionGate>
  );
}
