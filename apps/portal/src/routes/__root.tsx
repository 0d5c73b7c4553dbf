import { createRootRoute, Outlet } from '@tanstack/react-router';
import { TooltipProvider } from '@freehold/ui/tooltip';
import { CrashState, NowhereState } from '../components/page-states.tsx';

export const Route = createRootRoute({
  component: Root,
  notFoundComponent: () => <NowhereState />,
  errorComponent: () => <CrashState />,
});

function Root() {
  return (
    <TooltipProvider>
      <Outlet />
    </TooltipProvider>
  );
}
