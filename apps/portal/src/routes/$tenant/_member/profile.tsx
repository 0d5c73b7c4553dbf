import { createFileRoute, useNavigate } from '@tanstack/react-router';
import { Remote } from '../../../components/remote.tsx';
import { ProfilePage } from '../../../features/profile/profile-page.tsx';
import { useOwnProfile } from '../../../features/profile/use-profile.ts';
import { useSessionNote } from '../../../features/session/use-session.ts';
import { useTenant } from '../../../lib/tenant.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { useTitle } from '../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/profile')({ component: Profile });

function Profile() {
  const { t } = useTexts();
  const { slug, name } = useTenant();
  const navigate = useNavigate();
  const note = useSessionNote(slug);
  const profile = useOwnProfile(slug);
  useTitle(t('nav.profile'), name);
  return (
    <Remote query={profile}>
      {(account) => (
        <ProfilePage
          account={account}
          onClosed={() => {
            note.end();
            void navigate({ to: '/$tenant', params: { tenant: slug } });
          }}
        />
      )}
    </Remote>
  );
}
