import { createFileRoute } from '@tanstack/react-router';
import { AccountPart } from '../../../../../../features/business/account-part.tsx';
import { SignatorySection } from '../../../../../../features/business/signatory-section.tsx';

export const Route = createFileRoute('/$tenant/_member/wallet/business/$accountId/signatories')({
  component: Signatories,
});

function Signatories() {
  const { accountId } = Route.useParams();
  return (
    <AccountPart accountId={accountId}>
      {(account) => <SignatorySection account={account} />}
    </AccountPart>
  );
}
