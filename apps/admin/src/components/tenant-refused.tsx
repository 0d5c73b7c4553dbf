import { Button } from '@freehold/ui/button';
import { Link, useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { toPublicError } from '../lib/errors.ts';
import { Problem } from './problem.tsx';

/** A tenant that this operator cannot enter, or a session that could not be read. */
export function TenantRefused({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const { kind } = toPublicError(error);
  const isRefused = kind === 'FORBIDDEN' || kind === 'NOT_FOUND';
  return (
    <main className="grid min-h-dvh content-center justify-items-center">
      <h1 className="sr-only">This tenant cannot be shown</h1>
      <Problem
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
        className="pb-4"
      />
      {isRefused && (
        <Button asChild>
          <Link to="/sign-in">Sign in to another tenant</Link>
        </Button>
      )}
    </main>
  );
}
