import type { ReactNode } from 'react';
import { Page } from './page.tsx';
import { PendingCard } from './pending-card.tsx';

export type PendingRecordProps = {
  title: string;
  back: ReactNode;
  error: unknown;
  onRetry: () => void;
};

/** A record's page before the record is there. */
export function PendingRecord({ title, back, error, onRetry }: PendingRecordProps) {
  return (
    <Page title={title} description={back}>
      <PendingCard error={error} onRetry={onRetry} />
    </Page>
  );
}
