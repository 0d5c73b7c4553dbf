import { StatusBadge } from '@freehold/ui/badge';
import type { Label } from '../lib/labels.ts';

/** Status in its word and colour. */
export function Status({ label, isLive = false }: { label: Label; isLive?: boolean }) {
  return (
    <StatusBadge tone={label.tone} isLive={isLive}>
      {label.text}
    </StatusBadge>
  );
}
