import { ErrorState, ForbiddenState } from '@freehold/ui/states';
import { describePublicError } from '../lib/error-messages.ts';
import { toPublicError } from '../lib/errors.ts';

export type ProblemProps = { error: unknown; onRetry?: () => void; className?: string };

/** A call that failed, as a state of the place where its answer would be. */
export function Problem({ error, onRetry, className }: ProblemProps) {
  const problem = toPublicError(error);
  const place = className ? { className } : {};
  if (problem.kind === 'FORBIDDEN') {
    return (
      <ForbiddenState
        title="Not for your role"
        description={`${describePublicError(problem)} Ask an administrator of this tenant if you need it.`}
        {...place}
      />
    );
  }
  return (
    <ErrorState
      title={problem.kind === 'NOT_FOUND' ? 'Not found' : 'This could not be loaded'}
      description={describePublicError(problem)}
      {...(onRetry && problem.kind !== 'NOT_FOUND' ? { onRetry } : {})}
      {...(problem.requestId ? { requestId: problem.requestId } : {})}
      {...place}
    />
  );
}
