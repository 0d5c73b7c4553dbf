import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { TransferStatus } from '@freehold/core-contracts/enums';
import { AccountPart } from '../../../../../../features/business/account-part.tsx';
import { TransferPanel } from '../../../../../../features/business/transfer-panel.tsx';

const Search = z.object({ status: TransferStatus.optional().catch(undefined) });

export const Route = createFileRoute('/$tenant/_member/wallet/business/$accountId/')({
  validateSearch: Search,
  component: Overview,
});

function Overview() {
  const { accountId } = Route.useParams();
  const { status } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <AccountPart accountId={accountId}>
      {(account) => (
        <TransferPanel
          // Another state begins at its first page.
          key={status ?? ''}
          account={account}
          status={status}
          onStatus={(next) => void navigate({ search: { status: next } })}
        />
      )}
    </AccountPart>
  );
}
