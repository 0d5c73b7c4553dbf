import { createFileRoute } from '@tanstack/react-router';
import { AccountPart } from '../../../../../../features/business/account-part.tsx';
import { RuleSection } from '../../../../../../features/business/rule-section.tsx';

export const Route = createFileRoute('/$tenant/_member/wallet/business/$accountId/rules')({
  component: Rules,
});

function Rules() {
  const { accountId } = Route.useParams();
  return (
    <AccountPart accountId={accountId}>
      {(account) => <RuleSection account={account} />}
    </AccountPart>
  );
}
