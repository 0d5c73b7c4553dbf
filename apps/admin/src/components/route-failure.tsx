import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { Problem } from './problem.tsx';

/** A page that broke while it was being drawn or loaded. */
export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <div className="grid min-h-[60dvh] place-items-center">
      <Problem
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </div>
  );
}
