import type { WebhookEndpointView } from '@freehold/core-contracts/webhooks';
import { IconButton } from '@freehold/ui/button';
import { DropdownMenu, MenuItem } from '@freehold/ui/dropdown-menu';
import { EllipsisVertical, History, Pencil, RefreshCw, Send, Trash2 } from 'lucide-react';

export type EndpointAct = 'test' | 'edit' | 'rotate' | 'replay' | 'remove';

export type EndpointActMenuProps = {
  endpoint: WebhookEndpointView;
  onChoose: (act: EndpointAct) => void;
};

/** What may be done about one endpoint; one that is off gets nothing sent. */
export function EndpointActMenu({ endpoint, onChoose }: EndpointActMenuProps) {
  return (
    <DropdownMenu
      trigger={
        <IconButton
          size="sm"
          tooltip={false}
          label={`Acts on ${endpoint.description || endpoint.url}`}
          icon={<EllipsisVertical />}
        />
      }
    >
      {endpoint.isEnabled && (
        <MenuItem onSelect={() => onChoose('test')}>
          <Send aria-hidden />
          Send a test
        </MenuItem>
      )}
      <MenuItem onSelect={() => onChoose('edit')}>
        <Pencil aria-hidden />
        Change
      </MenuItem>
      {endpoint.isEnabled && (
        <MenuItem onSelect={() => onChoose('replay')}>
          <History aria-hidden />
          Replay what it missed
        </MenuItem>
      )}
      <MenuItem onSelect={() => onChoose('rotate')}>
        <RefreshCw aria-hidden />
        New secret
      </MenuItem>
      <MenuItem tone="danger" onSelect={() => onChoose('remove')}>
        <Trash2 aria-hidden />
        Remove
      </MenuItem>
    </DropdownMenu>
  );
}
