import type { Permission } from '@freehold/core-contracts/permissions';
import {
  ArrowLeftRight,
  BriefcaseBusiness,
  Building2,
  ClipboardCheck,
  Database,
  Gauge,
  HandCoins,
  Hourglass,
  Inbox,
  KeyRound,
  Landmark,
  LayoutDashboard,
  Link2,
  Scale,
  ScrollText,
  Settings,
  ShieldUser,
  UserRoundPlus,
  Users,
  Wallet,
  Webhook,
  type LucideIcon,
} from 'lucide-react';

export type NavigationPath =
  | '/$tenant'
  | '/$tenant/registrations'
  | '/$tenant/approvals'
  | '/$tenant/users'
  | '/$tenant/organizations'
  | '/$tenant/api-keys'
  | '/$tenant/wallets'
  | '/$tenant/transfers'
  | '/$tenant/waiting-transfers'
  | '/$tenant/business-accounts'
  | '/$tenant/loans'
  | '/$tenant/limits'
  | '/$tenant/treasury'
  | '/$tenant/ledger'
  | '/$tenant/audit'
  | '/$tenant/messages'
  | '/$tenant/operators'
  | '/$tenant/proposals'
  | '/$tenant/webhooks'
  | '/$tenant/settings'
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
    heading: 'Organizations',
    items: [
      {
        to: '/$tenant/organizations',
        label: 'Organizations',
        icon: Building2,
        permission: 'organization.read',
        keywords: ['teams', 'members', 'credits', 'subscription', 'plans', 'usage'],
      },
      {
        to: '/$tenant/api-keys',
        label: 'API keys',
        icon: KeyRound,
        permission: 'organization.read',
        keywords: ['secrets', 'machines', 'rotate', 'revoke', 'tokens', 'rest'],
      },
    ],
  },
  {
    heading: 'Money',
    items: [
      {
        to: '/$tenant/wallets',
        label: 'Wallets',
        icon: Wallet,
        permission: 'wallet.read',
        keywords: ['balances', 'statements', 'freeze', 'accounts'],
      },
      {
        to: '/$tenant/transfers',
        label: 'Transfers',
        icon: ArrowLeftRight,
        permission: 'transfer.read',
        keywords: ['payments', 'movements', 'reverse', 'history'],
      },
      {
        to: '/$tenant/waiting-transfers',
        label: 'Waiting transfers',
        icon: Hourglass,
        permission: 'transfer.decide',
        keywords: ['approvals of money', 'review', 'risk', 'held', 'release'],
      },
      {
        to: '/$tenant/business-accounts',
        label: 'Business accounts',
        icon: BriefcaseBusiness,
        permission: 'wallet.read',
        keywords: ['signatories', 'rules', 'approvals', 'multisig'],
      },
      {
        to: '/$tenant/loans',
        label: 'Loans',
        icon: HandCoins,
        permission: 'loan.manage',
        keywords: ['applications', 'credit', 'pool'],
      },
      {
        to: '/$tenant/limits',
        label: 'Limits',
        icon: Gauge,
        permission: 'transfer.read',
        keywords: ['caps', 'velocity', 'per day', 'per month'],
      },
      {
        to: '/$tenant/treasury',
        label: 'Treasury',
        icon: Landmark,
        permission: 'treasury.read',
        keywords: ['issue', 'genesis', 'fees', 'tax', 'pool', 'supply'],
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
        keywords: [
          'blocks',
          'commands',
          'events',
          'projectors',
          'dead letters',
          'outbox',
          'on-chain',
        ],
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
    heading: 'Administration',
    items: [
      {
        to: '/$tenant/proposals',
        label: 'Proposals',
        icon: Scale,
        permission: 'proposal.read',
        keywords: ['four eyes', 'second operator', 'waiting', 'approve'],
      },
      {
        to: '/$tenant/operators',
        label: 'Operators',
        icon: ShieldUser,
        permission: 'staff.read',
        keywords: ['staff', 'roles', 'invite', 'administrators', 'reviewers'],
      },
      {
        to: '/$tenant/webhooks',
        label: 'Webhooks',
        icon: Webhook,
        permission: 'webhook.read',
        keywords: ['events', 'endpoints', 'deliveries', 'hooks', 'replay'],
      },
      {
        to: '/$tenant/settings',
        label: 'Settings',
        icon: Settings,
        permission: 'tenant.read',
        keywords: ['tenant', 'limits', 'four eyes', 'language', 'currency', 'age'],
      },
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
