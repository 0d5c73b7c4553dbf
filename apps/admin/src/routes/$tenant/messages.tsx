import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../components/permission-gate.tsx';
import { MessagesPage } from '../../features/messages/messages-page.tsx';
import { MessagesSearch } from '../../features/messages/messages-search.ts';
import { SavedViewsMenu } from '../../features/saved-views/saved-views-menu.tsx';
import { useSearchChange, useSearchReplace } from '../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/messages')({
  validateSearch: (search: Record<string, unknown>): MessagesSearch => MessagesSearch.parse(search),
  component: Messages,
});

function Messages() {
  const search = Route.useSearch();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<MessagesSearch>(navigate);
  const onSearchReplace = useSearchReplace<MessagesSearch>(navigate);
  return (
    <PermissionGate permission="message.read">
      <MessagesPage
        search={search}
        onSearchChange={onSearchChange}
        views={
          <SavedViewsMenu
            page="messages"
            search={search}
            onOpen={(query) => onSearchReplace(MessagesSearch.parse(query))}
          />
        }
      />
    </PermissionGate>
  );
}
