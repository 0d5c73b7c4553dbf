import { Card, CardBody } from '@freehold/ui/card';
import { SkeletonLines } from '@freehold/ui/skeleton';
import type { ReactNode } from 'react';
import { Page } from './page.tsx';
import { Problem } from './problem.tsx';

export type PendingRecordProps = {
  title: string;
  back: ReactNode;
  error: unknown;
  onRetry: () => void;
};

/** A record's page before the record is there: on its way, or why it is not. */
export function PendingRecord({ title, back, error, onRetry }: PendingRecordProps) {
  return (
    <Page title={title} description={back}>
      <Card>
        {error ? (
          <Problem error={error} onRetry={onRetry} />
        ) : (
          <CardBody className="pt-4">
            <SkeletonLines count={9} />
          </CardBody>
        )}
      </Card>
    </Page>
  );
}
