import { createFileRoute } from '@tanstack/react-router';
import { PermissionGate } from '../../../components/permission-gate.tsx';
import { BusinessAccountPage } from '../../../features/business/business-account-page.tsx';
import { BusinessAccountSearch } from '../../../features/business/business-search.ts';
import { useSearchChange } from '../../../lib/list-route.ts';

export const Route = createFileRoute('/$tenant/business-accounts/$businessAccountId')({
  validateSearch: (search: Record<string, unknown>): BusinessAccountSearch =>
    BusinessAccountSearch.parse(search),
  component: BusinessAccount,
});

function BusinessAccount() {
  const { businessAccountId } = Route.useParams();
  const navigate = Route.useNavigate();
  const onSearchChange = useSearchChange<BusinessAccountSearch>(navigate);
  return (
    <PermissionGate permission="wallet.read">
      <BusinessAccountPage
        key={businessAccountId}
        businessAccountId={businessAccountId}
        search={Route.useSearch()}
        onSearchChange={onSearchChange}
        onTabChange={(next) =>
          void navigate({
            search: next === 'transfers' ? {} : { tab: next },
            replace: true,
            resetScroll: false,
          })
        }
      />
    </PermissionGate>
  );
}
