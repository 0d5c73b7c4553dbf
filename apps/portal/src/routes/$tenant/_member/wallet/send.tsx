import { createFileRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { Id } from '@freehold/core-contracts/ids';
import { Remote } from '../../../../components/remote.tsx';
import { SendPage } from '../../../../features/send/send-page.tsx';
import { sendSteps } from '../../../../features/send/step-frame.tsx';
import { useNamed, useSendingWallets } from '../../../../features/send/use-send.ts';
import { PageSkeleton } from '../../../../components/page-states.tsx';
import { useTenant } from '../../../../lib/tenant.tsx';
import { useTexts } from '../../../../lib/texts.ts';
import { useTitle } from '../../../../lib/use-title.ts';

const Search = z.object({
  from: Id.optional().catch(undefined),
  /** A saved payee. */
  payee: Id.optional().catch(undefined),
  /** A contact, whose name is still to be checked. */
  contact: Id.optional().catch(undefined),
  /** Each step is a page of the browser's history, so that its way back leads one step back. */
  step: z.enum(sendSteps).optional().catch(undefined),
});

export const Route = createFileRoute('/$tenant/_member/wallet/send')({
  validateSearch: Search,
  component: SendMoney,
});

function SendMoney() {
  const { t } = useTexts();
  const { slug, name } = useTenant();
  const { step, ...search } = Route.useSearch();
  const navigate = Route.useNavigate();
  const wallets = useSendingWallets(slug);
  const { isAwaited, payee, contact } = useNamed(slug, search);
  useTitle(t('send.title'), name);
  if (isAwaited) return <PageSkeleton />;
  return (
    <Remote query={wallets}>
      {(data) => (
        <SendPage
          // Another wallet or payee in the address begins anew.
          key={JSON.stringify(search)}
          wallets={data}
          fromWalletId={data.find(({ id }) => id === search.from)?.id ?? data[0]?.id ?? ''}
          payee={payee && { walletId: payee.walletId, name: payee.verifiedName, isSaved: true }}
          step={step}
          onStep={(next) => void navigate({ search: { ...search, step: next } })}
          asked={contact && { name: contact.name, address: contact.email ?? contact.phone ?? '' }}
        />
      )}
    </Remote>
  );
}
