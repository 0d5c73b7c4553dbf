import type { WalletDetail } from '@freehold/core-contracts/wallets';
import { Alert } from '@freehold/ui/alert';
import { Time } from '@freehold/ui/time';
import { useMemo, useState, type ReactNode } from 'react';
import { Snowflake, Sun } from 'lucide-react';
import { ActMenu } from '../../components/act-menu.tsx';
import { BackLink } from '../../components/back-link.tsx';
import { ChangedNotice } from '../../components/changed-notice.tsx';
import { CommandLink } from '../../components/command-link.tsx';
import { FrozenBadge } from '../../components/frozen-badge.tsx';
import { Page } from '../../components/page.tsx';
import { PendingRecord } from '../../components/pending-record.tsx';
import { WaitingProposals } from '../../components/waiting-proposals.tsx';
import { walletKindLabels } from '../../lib/money-labels.ts';
import { useOfferedActs } from '../../lib/page-acts.ts';
import { useSession } from '../../lib/session.tsx';
import { useWallet, useWalletProposals } from './use-wallets.ts';
import { WalletActDialog, walletActWords } from './wallet-act-dialog.tsx';
import { actsOn, type WalletAct } from './wallet-acts.ts';
import type { WalletParts } from './wallet-parts.ts';
import { WalletTabs } from './wallet-tabs.tsx';

const menuWords = {
  freeze: { icon: Snowflake, text: 'Freeze' },
  unfreeze: { icon: Sun, text: 'Release' },
} as const;

const lastOnes: ReadonlySet<WalletAct> = new Set(['freeze']);

/** One wallet: what is in it, how it came there, and whether it may move. */
export function WalletPage({ walletId, ...parts }: WalletParts & { walletId: string }) {
  const wallet = useWallet(walletId);
  const { tenant } = useSession();
  const back = (
    <BackLink to="/$tenant/wallets" params={{ tenant: tenant.slug }}>
      Wallets
    </BackLink>
  );
  const lookAgain = () => void wallet.refetch();
  if (!wallet.data) {
    return <PendingRecord title="Wallet" back={back} error={wallet.error} onRetry={lookAgain} />;
  }
  return <WalletFile {...parts} wallet={wallet.data} back={back} onLookAgain={lookAgain} />;
}

type WalletFileProps = WalletParts & {
  wallet: WalletDetail;
  back: ReactNode;
  onLookAgain: () => void;
};

const seenOf = ({ isFrozen, unfreezeRequestedAt }: WalletDetail) =>
  `${isFrozen}:${unfreezeRequestedAt?.getTime() ?? ''}`;

/*
 * A wallet's balance moves all the time: only a change of its frozen state holds the acts until the
 * operator has looked.
 */
function WalletFile({ wallet, back, onLookAgain, ...parts }: WalletFileProps) {
  const { permissions } = useSession();
  const [read, setRead] = useState(wallet);
  const [isOwnAct, setIsOwnAct] = useState(false);
  const [act, setAct] = useState<WalletAct | null>(null);
  const isChanged = seenOf(wallet) !== seenOf(read);
  if (isChanged && isOwnAct) {
    setRead(wallet);
    setIsOwnAct(false);
  }
  const acts = useMemo(() => actsOn(wallet, permissions), [wallet, permissions]);
  const name = wallet.holder.name || wallet.name;
  const offered = useMemo(
    () =>
      (isChanged ? [] : acts).map((each) => ({
        id: each,
        label: walletActWords[each].title(name).replace('?', ''),
        onSelect: () => setAct(each),
      })),
    [acts, isChanged, name],
  );
  useOfferedActs(offered);
  return (
    <Page
      title={name}
      description={
        <span className="flex flex-wrap items-center gap-3">
          {back}
          <FrozenBadge
            isFrozen={wallet.isFrozen}
            isReleasing={wallet.unfreezeRequestedAt !== null}
          />
          <span className="text-sm text-muted">
            {walletKindLabels[wallet.kind]} wallet{wallet.name === name ? '' : `, ${wallet.name}`}
          </span>
        </span>
      }
      actions={
        acts.length > 0 && (
          <ActMenu
            label="Act on this wallet"
            acts={acts}
            words={menuWords}
            lastOnes={lastOnes}
            isHeld={isChanged}
            onChoose={setAct}
          />
        )
      }
    >
      {isChanged && <ChangedNotice onRead={() => setRead(wallet)} />}
      <FreezeNotice wallet={wallet} />
      <Proposals walletId={wallet.id} />
      <WalletTabs {...parts} wallet={wallet} />
      {act && (
        <WalletActDialog
          act={act}
          wallet={{ ...read, version: wallet.version }}
          onClose={() => setAct(null)}
          onLookAgain={onLookAgain}
          onDone={() => setIsOwnAct(true)}
        />
      )}
    </Page>
  );
}

function Proposals({ walletId }: { walletId: string }) {
  return <WaitingProposals proposals={useWalletProposals(walletId).data?.items} />;
}

function FreezeNotice({ wallet }: { wallet: WalletDetail }) {
  const { isFrozen, isFrozenOnchain, unfreezeRequestedAt, freezeCommand } = wallet;
  if (!isFrozen) return null;
  const isSettled = isFrozenOnchain && unfreezeRequestedAt === null;
  return (
    <Alert
      tone={freezeCommand?.status === 'FAILED' ? 'danger' : 'warning'}
      title={unfreezeRequestedAt ? 'On its way out of the freeze' : 'This wallet is frozen'}
    >
      <p>
        {wallet.frozenReason ? `“${wallet.frozenReason}”` : 'It neither sends nor receives.'}
        {wallet.frozenAt && (
          <>
            {' '}
            Since <Time value={wallet.frozenAt} />.
          </>
        )}
      </p>
      {freezeCommand && !isSettled && (
        <p>
          <CommandLink commandId={freezeCommand.id}>
            {freezeCommand.status === 'FAILED'
              ? 'The ledger did not take it: see the command'
              : 'The ledger has not confirmed it yet'}
          </CommandLink>
        </p>
      )}
    </Alert>
  );
}
