import { createFileRoute } from '@tanstack/react-router';
import { LinkRoute } from '../components/link-route.tsx';
import { IncompleteLinkPage } from '../features/credentials/incomplete-link-page.tsx';
import { UnlockPage } from '../features/credentials/press-link-page.tsx';

export const Route = createFileRoute('/unlock')({ component: Unlock });

function Unlock() {
  return <LinkRoute page={UnlockPage} incomplete={<IncompleteLinkPage />} reason="unlocked" />;
}
