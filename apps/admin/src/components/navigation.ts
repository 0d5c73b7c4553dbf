import type { Permission } from '@freehold/core-contracts/permissions';
import {
  ClipboardCheck,
  Database,
  Inbox,
  LayoutDashboard,
  Link2,
  ScrollText,
  UserRoundPlus,
  Users,
  type LucideIcon,
} from 'lucide-react';

export type NavigationPath =
  | '/$tenant'
  | '/$tenant/registrations'
  | '/$tenant/approvals'
  | '/$tenant/users'
  | '/$tenant/ledger'
  | '/$tenant/audit'
  | '/$tenant/messages'
  | '/$tenant/platform';

export type NavigationItem = {
  to: NavigationPath;
  label: string;
  icon: LucideIcon;
  permission: Permission;
  /** Further words the command palette finds it by. */
  keywords: string[];
};

export type NavigationGroup = { heading: string | null; items: readonly NavigationItem[] };

/** The pages of the console, in the order an operator's day goes. */
export const navigation: readonly NavigationGroup[] = [
  {
    heading: null,
    items: [
      {
        to: '/$tenant',
        label: 'Overview',
        icon: LayoutDashboard,
        permission: 'overview.read',
        keywords: ['home', 'dashboard', 'figures', 'charts'],
      },
    ],
  },
  {
    heading: 'People',
    items: [
      {
        to: '/$tenant/registrations',
        label: 'Registrations',
        icon: UserRoundPlus,
        permission: 'registration.read',
        keywords: ['sign-up', 'under way', 'codes'],
      },
      {
        to: '/$tenant/approvals',
        label: 'Approvals',
        icon: ClipboardCheck,
        permission: 'approval.read',
        keywords: ['queue', 'review', 'cases', 'kyc'],
      },
      {
        to: '/$tenant/users',
        label: 'Users',
        icon: Users,
        permission: 'user.read',
        keywords: ['people', 'accounts', 'persons'],
      },
    ],
  },
  {
    heading: 'Records',
    items: [
      {
        to: '/$tenant/ledger',
        label: 'Ledger',
        icon: Link2,
        permission: 'ledger.read',
        keywords: ['blocks', 'commands', 'events', 'projectors', 'dead letters', 'outbox'],
      },
      {
        to: '/$tenant/audit',
        label: 'Audit log',
        icon: ScrollText,
        permission: 'audit.read',
        keywords: ['history', 'who', 'changes', 'chain'],
      },
      {
        to: '/$tenant/messages',
        label: 'Messages',
        icon: Inbox,
        permission: 'message.read',
        keywords: ['e-mail', 'sms', 'inbox', 'dev inbox'],
      },
    ],
  },
  {
    heading: 'Platform',
    items: [
      {
        to: '/$tenant/platform',
        label: 'Database and health',
        icon: Database,
        permission: 'platform.read',
        keywords: ['connections', 'statements', 'migrations', 'tables'],
      },
    ],
  },
];
