import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { PageFrame } from '../../../../components/page-frame.tsx';
import { Remote } from '../../../../components/remote.tsx';
import { OwnInvitations } from '../../../../features/invitations/own-invitations.tsx';
import { CreateOrganization } from '../../../../features/organizations/create-dialog.tsx';
import { OrganizationList } from '../../../../features/organizations/organization-list.tsx';
import { useOwnOrganizations } from '../../../../features/organizations/use-organizations.ts';
import { useTenant } from '../../../../lib/tenant.tsx';
import { useTexts } from '../../../../lib/texts.ts';
import { useTitle } from '../../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/organizations/')({
  component: Organizations,
});

function Organizations() {
  const { t } = useTexts();
  const { slug, name } = useTenant();
  const navigate = useNavigate();
  const organizations = useOwnOrganizations(slug);
  useTitle(t('nav.organizations'), name);
  return (
    <PageFrame
      title={t('organization.title')}
      lead={t('organization.lead')}
      width="reading"
      action={
        <CreateOrganization
          onCreated={(organizationId) =>
            void navigate({
              to: '/$tenant/organizations/$organizationId',
              params: { tenant: slug, organizationId },
            })
          }
        />
      }
    >
      <OwnInvitations />
      <Remote query={organizations}>{(data) => <OrganizationList organizations={data} />}</Remote>
    </PageFrame>
  );
}
