import { createFileRoute } from '@tanstack/react-router';
import { ProjectorsPage } from '../../../features/ledger/projectors-page.tsx';

export const Route = createFileRoute('/$tenant/ledger/projectors')({ component: ProjectorsPage });
