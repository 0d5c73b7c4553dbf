import { useCallback } from 'react';
import { Page } from '../../components/page.tsx';
import { useCan } from '../../lib/session.tsx';
import type { ListControls } from '../../lib/use-list.ts';
import { DeliveryList } from './delivery-list.tsx';
import { EndpointList, type WebhookOwner } from './endpoint-list.tsx';
import type { WebhooksSearch } from './webhooks-search.ts';

/** The tenant's own endpoints, which hear of everything in it. */
export function WebhooksPage(controls: ListControls<WebhooksSearch>) {
  return (
    <Page
      title="Webhooks"
      description="What happens in this tenant, told to addresses of its own. Organizations have theirs on their pages."
    >
      <OwnerWebhooks {...controls} organization={undefined} canManage={useCan('webhook.manage')} />
    </Page>
  );
}

/** An organization's endpoints and deliveries, for its page. */
export function OrganizationWebhooks(
  props: ListControls<WebhooksSearch> & { organization: WebhookOwner & { isDeleted: boolean } },
) {
  const canManage = useCan('organization.manage');
  return <OwnerWebhooks {...props} canManage={canManage && !props.organization.isDeleted} />;
}

type OwnerWebhooksProps = ListControls<WebhooksSearch> & {
  organization: WebhookOwner | undefined;
  canManage: boolean;
};

function OwnerWebhooks({ organization, canManage, ...controls }: OwnerWebhooksProps) {
  const { onSearchChange } = controls;
  const open = useCallback((id: string) => onSearchChange({ open: id }), [onSearchChange]);
  return (
    <div className="grid gap-4">
      <EndpointList organization={organization} canManage={canManage} onTested={open} />
      <DeliveryList {...controls} organizationId={organization?.id} canManage={canManage} />
    </div>
  );
}
