import { Toaster } from '@freehold/ui/toast';
import { createRootRoute, Outlet } from '@tanstack/react-router';

export const Route = createRootRoute({ component: Root });

function Root() {
  return (
    <>
      <Outlet />
      <Toaster />
    </>
  );
}
