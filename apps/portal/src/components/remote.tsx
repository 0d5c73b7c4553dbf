import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Skeleton } from '@freehold/ui/skeleton';
import { LoadFailure, PageSkeleton } from './page-states.tsx';

type RemoteProps<T> = {
  query: UseQueryResult<T>;
  /** What stands there until it has come. */
  waiting?: ReactNode;
  children: (data: T) => ReactNode;
};

/** What is fetched from elsewhere: shapes until it comes, why it did not, or itself. */
export function Remote<T>({ query, waiting, children }: RemoteProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  }
  return <PageSkeleton>{waiting}</PageSkeleton>;
}

/** Shapes of a few rows. */
export function RowShapes({ count = 3 }: { count?: number }) {
  return (
    <div className="grid gap-4 px-5 pb-5 sm:px-6">
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} className="h-12 w-full" />
      ))}
    </div>
  );
}
