import type { ErrorKind } from '@freehold/core-contracts/errors';
import { ErrorState, ForbiddenState } from '@freehold/ui/states';
import { describePublicError } from '../lib/error-messages.ts';
import { toPublicError } from '../lib/errors.ts';

const titles: Partial<Record<ErrorKind, string>> = {
  NOT_FOUND: 'Not found',
  INVALID: 'This address does not fit',
};

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
  const isHopeless = problem.kind === 'NOT_FOUND' || problem.kind === 'INVALID';
  return (
    <ErrorState
      title={titles[problem.kind] ?? 'This could not be loaded'}
      description={describePublicError(problem)}
      {...(onRetry && !isHopeless ? { onRetry } : {})}
      {...(problem.requestId ? { requestId: problem.requestId } : {})}
      {...place}
    />
  );
}
