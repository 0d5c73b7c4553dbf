import { createFileRoute } from '@tanstack/react-router';
import { LoadFailure, PageSkeleton } from '../components/page-states.tsx';
import { Shell } from '../components/shell.tsx';
import { TenantChooser } from '../features/tenants/tenant-chooser.tsx';
import { usePublicTenants } from '../features/tenants/use-public-tenants.ts';
import { useTexts } from '../lib/texts.ts';
import { useTitle } from '../lib/use-title.ts';

export const Route = createFileRoute('/')({ component: Start });

function Start() {
  const { t } = useTexts();
  const tenants = usePublicTenants();
  useTitle(t('chooser.title'), 'Freehold');
  return (
    <Shell>
      {tenants.isError && (
        <LoadFailure error={tenants.error} onRetry={() => void tenants.refetch()} />
      )}
      {tenants.isPending && <PageSkeleton />}
      {tenants.data && <TenantChooser tenants={tenants.data} />}
    </Shell>
  );
}
