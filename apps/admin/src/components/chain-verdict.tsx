import type { ChainVerdict } from '@freehold/core-contracts/audit';
import { Alert } from '@freehold/ui/alert';
import { formatCount } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';

/** What recomputing a chain has shown. */
export function ChainVerdictView({ verdict, noun }: { verdict: ChainVerdict; noun: string }) {
  if (verdict.isIntact) {
    return (
      <Alert tone="success" title="The chain is intact">
        <p>
          {formatCount(verdict.checkedCount)} {noun} were recomputed; none was changed or removed.
        </p>
        {verdict.headHash && (
          <p className="mt-1 flex flex-wrap items-center gap-2">
            Head <Identifier isFull value={verdict.headHash} label="head hash" />
          </p>
        )}
      </Alert>
    );
  }
  return (
    <Alert tone="danger" title="The chain is broken">
      <p>
        The first that does not fit is number {verdict.firstBroken?.position.toString() ?? '?'}:{' '}
        {verdict.firstBroken?.reason ?? 'unknown reason'}. {formatCount(verdict.checkedCount)}{' '}
        {noun} were looked at.
      </p>
    </Alert>
  );
}
