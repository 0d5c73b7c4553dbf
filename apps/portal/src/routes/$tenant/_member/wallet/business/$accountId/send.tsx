import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { Remote } from '../../../../../../components/remote.tsx';
import { NewTransfer } from '../../../../../../features/business/new-transfer.tsx';
import { useAccount } from '../../../../../../features/business/use-business.ts';
import { useTenant } from '../../../../../../lib/tenant.tsx';
import { useTexts } from '../../../../../../lib/texts.ts';
import { useTitle } from '../../../../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/wallet/business/$accountId/send')({
  component: SendFromAccount,
});

function SendFromAccount() {
  const { t } = useTexts();
  const { slug, name } = useTenant();
  const { accountId } = Route.useParams();
  const navigate = useNavigate();
  const account = useAccount(slug, accountId);
  useTitle(t('business.send'), name);
  return (
    <Remote query={account}>
      {(data) => (
        <NewTransfer
          account={data}
          onAsked={(transferId) =>
            void navigate({
              to: '/$tenant/wallet/business/$accountId/transfers/$transferId',
              params: { tenant: slug, accountId, transferId },
              replace: true,
            })
          }
        />
      )}
    </Remote>
  );
}
