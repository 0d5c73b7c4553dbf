import type { WebhookEndpointView, WebhookSecret } from '@freehold/core-contracts/webhooks';
import { Button } from '@freehold/ui/button';
import { DataTable } from '@freehold/ui/data-table';
import { EmptyState } from '@freehold/ui/states';
import { toast } from '@freehold/ui/toast';
import { Plus, Webhook } from 'lucide-react';
import { useMemo, useState } from 'react';
import { ListFrame } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { describeError } from '../../lib/error-messages.ts';
import { useAuditNotice } from '../../lib/use-audit-notice.ts';
import { EndpointActMenu, type EndpointAct } from './endpoint-act-menu.tsx';
import { RemoveEndpointDialog, ReplayMissedDialog, RotateSecretDialog } from './endpoint-acts.tsx';
import { endpointColumns } from './endpoint-columns.tsx';
import { EndpointDialog } from './endpoint-dialog.tsx';
import { useEndpoints, useManageWebhooks } from './use-webhooks.ts';
import { WebhookSecretDialog } from './webhook-secret-dialog.tsx';

export type WebhookOwner = { id: string; name: string };

export type EndpointListProps = {
  /** Undefined: the tenant's own. */
  organization: WebhookOwner | undefined;
  canManage: boolean;
  onTested: (deliveryId: string) => void;
};

type Chosen = { endpoint: WebhookEndpointView; act: EndpointAct };

/** Endpoints of one owner, all of them, with what may be done about them. */
export function EndpointList({ organization, canManage, onTested }: EndpointListProps) {
  const endpoints = useEndpoints(organization?.id);
  const [chosen, setChosen] = useState<Chosen | 'new' | null>(null);
  const [shown, setShown] = useState<WebhookSecret | null>(null);
  const columns = useColumns(canManage, setChosen, onTested);
  return (
    <ListFrame
      filters={<h2 className="px-1 text-sm font-medium text-ink">Endpoints</h2>}
      tools={
        canManage && (
          <Button variant="primary" icon={<Plus />} onClick={() => setChosen('new')}>
            Add an endpoint
          </Button>
        )
      }
    >
      <DataTable
        label="Webhook endpoints"
        columns={columns}
        rows={endpoints.data?.items}
        getRowId={(row) => row.id}
        hiddenColumns={[]}
        problem={
          endpoints.error && !endpoints.data ? (
            <Problem error={endpoints.error} onRetry={() => void endpoints.refetch()} />
          ) : undefined
        }
        empty={
          <EmptyState
            icon={<Webhook />}
            title="No endpoint yet"
            description="An endpoint is an address that is called when something happens."
          />
        }
      />
      <EndpointDialogs
        organization={organization}
        chosen={chosen}
        onClose={() => setChosen(null)}
        onLookAgain={() => void endpoints.refetch()}
        onSecret={(next) => {
          setChosen(null);
          setShown(next);
        }}
      />
      {shown && <WebhookSecretDialog shown={shown} onClose={() => setShown(null)} />}
    </ListFrame>
  );
}

function useColumns(
  canManage: boolean,
  onChoose: (chosen: Chosen) => void,
  onTested: (deliveryId: string) => void,
) {
  const { mutate: test } = useManageWebhooks().sendTest;
  return useMemo(() => {
    const choose = (endpoint: WebhookEndpointView, act: EndpointAct) => {
      if (act !== 'test') return onChoose({ endpoint, act });
      return test(
        { endpointId: endpoint.id },
        {
          onSuccess: ({ id }) => onTested(id),
          onError: (error) => toast.error(describeError(error)),
        },
      );
    };
    return endpointColumns((endpoint) =>
      canManage ? (
        <EndpointActMenu endpoint={endpoint} onChoose={(act) => choose(endpoint, act)} />
      ) : null,
    );
  }, [canManage, onChoose, onTested, test]);
}

type EndpointDialogsProps = {
  organization: WebhookOwner | undefined;
  chosen: Chosen | 'new' | null;
  onClose: () => void;
  onLookAgain: () => void;
  onSecret: (shown: WebhookSecret) => void;
};

function EndpointDialogs(props: EndpointDialogsProps) {
  const { organization, chosen, onClose, onLookAgain, onSecret } = props;
  const { create, update } = useManageWebhooks();
  const notice = useAuditNotice();
  const organizationName = organization?.name ?? null;
  const close = () => {
    create.reset();
    update.reset();
    onClose();
  };
  if (chosen === null) return null;
  if (chosen === 'new') {
    return (
      <EndpointDialog
        organizationName={organizationName}
        isBusy={create.isPending}
        error={create.error}
        onClose={close}
        onSave={({ url, description, eventTypes }) =>
          create.mutate(
            {
              url,
              description,
              eventTypes,
              ...(organization ? { organizationId: organization.id } : {}),
            },
            { onSuccess: onSecret },
          )
        }
      />
    );
  }
  const { endpoint, act } = chosen;
  const dialog = { endpoint, onClose: close, onLookAgain };
  if (act === 'rotate') return <RotateSecretDialog {...dialog} onRotated={onSecret} />;
  if (act === 'remove') return <RemoveEndpointDialog {...dialog} />;
  if (act === 'replay') return <ReplayMissedDialog {...dialog} />;
  return (
    <EndpointDialog
      endpoint={endpoint}
      organizationName={organizationName}
      isBusy={update.isPending}
      error={update.error}
      onClose={close}
      onSave={(draft) =>
        update.mutate(
          { endpointId: endpoint.id, version: endpoint.version, ...draft },
          {
            onSuccess: () => {
              close();
              notice('The endpoint is changed', endpoint.id);
            },
          },
        )
      }
    />
  );
}
