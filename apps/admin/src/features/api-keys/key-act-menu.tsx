import type { ApiKeyView } from '@freehold/core-contracts/api-keys';
import { IconButton } from '@freehold/ui/button';
import { DropdownMenu, MenuItem } from '@freehold/ui/dropdown-menu';
import { useNow } from '@freehold/ui/time';
import { Ban, EllipsisVertical, RefreshCw } from 'lucide-react';
import { keyStateOf } from '../../lib/organization-labels.ts';

export type KeyAct = 'rotate' | 'revoke';

export type KeyActMenuProps = { apiKey: ApiKeyView; onChoose: (act: KeyAct) => void };

/** What may be done about one key; one that is over has nothing left to do. */
export function KeyActMenu({ apiKey, onChoose }: KeyActMenuProps) {
  const state = keyStateOf(apiKey, useNow());
  if (state === 'REVOKED' || state === 'EXPIRED') return null;
  return (
    <DropdownMenu
      trigger={
        <IconButton
          size="sm"
          tooltip={false}
          label={`Acts on the key ${apiKey.name}`}
          icon={<EllipsisVertical />}
        />
      }
    >
      {state === 'LIVE' && (
        <MenuItem onSelect={() => onChoose('rotate')}>
          <RefreshCw aria-hidden />
          Rotate
        </MenuItem>
      )}
      <MenuItem tone="danger" onSelect={() => onChoose('revoke')}>
        <Ban aria-hidden />
        Revoke
      </MenuItem>
    </DropdownMenu>
  );
}
