import { createFileRoute, redirect, useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { adoptHandle, findResumeToken } from '../../features/sign-up/resume-link.ts';
import { screens } from '../../features/sign-up/screens.ts';
import { Wizard } from '../../features/sign-up/wizard.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useTitle } from '../../lib/use-title.ts';

const Search = z.object({
  step: z.enum(screens).optional().catch(undefined),
  link: z.literal('broken').optional().catch(undefined),
});

export const Route = createFileRoute('/$tenant/sign-up')({
  validateSearch: Search,
  // Before anything is shown or asked for: the secret must not stay in the address or its history.
  beforeLoad: ({ location, params }) => {
    const token = findResumeToken(location.hash);
    if (token === null) return;
    if (token !== undefined) adoptHandle(params.tenant, token);
    throw redirect({
      to: '/$tenant/sign-up',
      params,
      search: token === undefined ? { link: 'broken' } : {},
      hash: '',
      replace: true,
    });
  },
  component: SignUp,
});

function SignUp() {
  const { t } = useTexts();
  const tenant = useTenant();
  const { step, link } = Route.useSearch();
  const navigate = useNavigate();
  useTitle(t('signUp.title'), tenant.name);
  return (
    <Wizard
      wanted={step}
      isLinkBroken={link === 'broken'}
      onShow={(screen) =>
        void navigate({
          to: '/$tenant/sign-up',
          params: { tenant: tenant.slug },
          search: screen ? { step: screen } : {},
        })
      }
    />
  );
}
