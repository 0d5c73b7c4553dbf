import { Card, CardBody } from '@freehold/ui/card';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { Problem } from './problem.tsx';

export type PendingCardProps = {
  error: unknown;
  onRetry: () => void;
  /** Of the picture of what will stand there. */
  lineCount?: number;
};

/** A card before what it shows is there: on its way, or why it is not. */
export function PendingCard({ error, onRetry, lineCount = 9 }: PendingCardProps) {
  return (
    <Card>
      {error ? (
        <Problem error={error} onRetry={onRetry} />
      ) : (
        <CardBody className="pt-4">
          <SkeletonLines count={lineCount} />
        </CardBody>
      )}
    </Card>
  );
}
