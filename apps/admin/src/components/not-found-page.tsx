import { Button } from '@freehold/ui/button';
import { EmptyState } from '@freehold/ui/states';
import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <div className="grid min-h-[60dvh] place-items-center">
      <h1 className="sr-only">There is no such page</h1>
      <EmptyState
        icon={<Compass />}
        title="There is no such page"
        description="The address may be mistyped, or what it showed is gone."
        action={
          <Button asChild>
            <Link to="/">To the start</Link>
          </Button>
        }
      />
    </div>
  );
}
