import type { WalletDetail } from '@freehold/core-contracts/wallets';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { formatCount } from '@freehold/ui/formats';
import { Identifier } from '@freehold/ui/identifier';
import { KeyValueList } from '@freehold/ui/key-value';
import { Time } from '@freehold/ui/time';
import { Link } from '@tanstack/react-router';
import { CommandLink } from '../../components/command-link.tsx';
import { HolderLink } from '../../components/holder-link.tsx';
import { Status } from '../../components/status.tsx';
import { commandStatusLabels } from '../../lib/labels.ts';
import { walletKindLabels } from '../../lib/money-labels.ts';
import { useSession } from '../../lib/session.tsx';

/** What the wallet is, and what the ledger says of it. */
export function WalletFacts({ wallet }: { wallet: WalletDetail }) {
  const { freezeCommand } = wallet;
  return (
    <Card>
      <CardHeader title="Facts" />
      <CardBody>
        <KeyValueList
          columns={3}
          items={[
            { label: 'Holder', value: <HolderLink holder={wallet.holder} /> },
            { label: 'Kind', value: walletKindLabels[wallet.kind] },
            { label: 'Name', value: wallet.name },
            { label: 'Key', value: wallet.systemKey },
            {
              label: 'Entries',
              value: <span className="numeric">{formatCount(wallet.entryCount)}</span>,
            },
            { label: 'Opened', value: <Time value={wallet.createdAt} /> },
            {
              label: 'On the ledger',
              value: wallet.isFrozenOnchain ? 'Frozen' : 'Not frozen',
            },
            {
              label: 'Last freeze or release',
              value: freezeCommand && (
                <CommandLink commandId={freezeCommand.id}>
                  <Status label={commandStatusLabels[freezeCommand.status]} />
                </CommandLink>
              ),
            },
            {
              label: 'Business account',
              value: wallet.businessAccountId && (
                <BusinessLink businessAccountId={wallet.businessAccountId} />
              ),
            },
            {
              label: 'Wallet',
              value: <Identifier isFull value={wallet.id} label="wallet id" />,
              isWide: true,
            },
          ]}
        />
      </CardBody>
    </Card>
  );
}

function BusinessLink({ businessAccountId }: { businessAccountId: string }) {
  const { tenant } = useSession();
  return (
    <Link
      to="/$tenant/business-accounts/$businessAccountId"
      params={{ tenant: tenant.slug, businessAccountId }}
      className="rounded-xs text-accent-ink underline-offset-3 hover:underline"
    >
      Open it
    </Link>
  );
}
