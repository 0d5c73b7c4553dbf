import { createFileRoute } from '@tanstack/react-router';
import { Remote } from '../../../components/remote.tsx';
import { PreferencePage } from '../../../features/profile/preference-page.tsx';
import { usePreferences } from '../../../features/profile/use-profile.ts';
import { useTenant } from '../../../lib/tenant.tsx';
import { useTexts } from '../../../lib/texts.ts';
import { useTitle } from '../../../lib/use-title.ts';

export const Route = createFileRoute('/$tenant/_member/preferences')({ component: Preferences });

function Preferences() {
  const { t } = useTexts();
  const { slug, name } = useTenant();
  const preferences = usePreferences(slug);
  useTitle(t('nav.preferences'), name);
  return <Remote query={preferences}>{(data) => <PreferencePage preferences={data} />}</Remote>;
}
