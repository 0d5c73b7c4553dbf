import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { PageFrame } from '../../../../../components/page-frame.tsx';
import { Remote } from '../../../../../components/remote.tsx';
import { AccountList } from '../../../../../features/business/account-list.tsx';
import { OpenAccount } from '../../../../../features/business/open-dialog.tsx';
import { useAccounts } from '../../../../../features/business/use-business.ts';
import { WaitingSection } from '../../../../../features/business/waiting-section.tsx';
import { useTenant } from '../../../../../lib/tenant.tsx';
import { useTexts } from '../../../../../lib/texts.ts';
import { useTitle } from '../../../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/wallet/business/')({ component: Business });

function Business() {
  const { t } = useTexts();
  const { slug, name } = useTenant();
  const navigate = useNavigate();
  const accounts = useAccounts(slug);
  useTitle(t('business.title'), name);
  return (
    <PageFrame
      title={t('business.title')}
      lead={t('business.lead')}
      action={
        <OpenAccount
          onOpened={(accountId) =>
            void navigate({
              to: '/$tenant/wallet/business/$accountId',
              params: { tenant: slug, accountId },
            })
          }
        />
      }
    >
      <Remote query={accounts}>
        {(data) => (
          <>
            {data.length > 0 && <WaitingSection accounts={data} />}
            <AccountList accounts={data} />
          </>
        )}
      </Remote>
    </PageFrame>
  );
}
