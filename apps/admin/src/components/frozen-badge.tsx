import { StatusBadge } from '@freehold/ui/badge';

/** Whether a wallet may send and receive; while the ledger has not confirmed a change, it says so. */
export function FrozenBadge(props: { isFrozen: boolean; isReleasing?: boolean }) {
  const { isFrozen, isReleasing = false } = props;
  if (!isFrozen) return <StatusBadge tone="success">Open</StatusBadge>;
  return (
    <StatusBadge tone={isReleasing ? 'info' : 'danger'} isLive={isReleasing}>
      {isReleasing ? 'Being released' : 'Frozen'}
    </StatusBadge>
  );
}
