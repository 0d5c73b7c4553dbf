import { createRootRoute, Outlet } from '@tanstack/react-router';
import { Toaster } from '@freehold/ui/toast';
import { TooltipProvider } from '@freehold/ui/tooltip';
import { CrashState, NowhereState } from '../components/page-states.tsx';
import { useTexts } from '../lib/texts.ts';

export const Route = createRootRoute({
  component: Root,
  notFoundComponent: () => <NowhereState />,
  errorComponent: () => <CrashState />,
});

function Root() {
  const { t } = useTexts();
  return (
    <TooltipProvider>
      <Outlet />
      <Toaster label={t('general.notices')} closeLabel={t('general.dismiss')} />
    </TooltipProvider>
  );
}
