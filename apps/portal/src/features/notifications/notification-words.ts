import {
  MembershipRole,
  ProposalStatus,
  SecondFactorMethod,
  UserStatus,
} from '@freehold/core-contracts/enums';
import type { Locale } from '@freehold/core-contracts/ids';
import type { NotificationKind, NotificationView } from '@freehold/core-contracts/notifications';
import { formatCount } from '@freehold/ui/formats';
import { formatDay } from '../../lib/moments.ts';
import type { TextName, Translate } from '../../lib/texts.ts';

type Told = Pick<NotificationView, 'kind' | 'parameters'>;
type Value = NotificationView['parameters'][string];

/** Kinds that say more where everything that it takes has come along. */
const fuller: Partial<Record<NotificationKind, TextName>> = {
  'session.newDevice': 'notification.session.newDevice.full',
  'session.reused': 'notification.session.reused.full',
  'password.changed': 'notification.password.changed.full',
  'organization.creditsReceived': 'notification.organization.creditsReceived.full',
  'webhook.disabled': 'notification.webhook.disabled.full',
  'money.received': 'notification.money.received.full',
};

const gap = '{{';

/** A code of the platform in the reader's words; whatever else it is, as it came. */
function wordOf(name: string, value: Value, t: Translate, locale: Locale): string | number {
  if (typeof value === 'number') return name === 'count' ? value : formatCount(value, locale);
  const text = String(value);
  if (name === 'role') {
    const role = MembershipRole.safeParse(text);
    if (role.success) return t(`organization.role.${role.data}`);
  }
  if (name === 'factor') {
    const factor = SecondFactorMethod.safeParse(text);
    if (factor.success) return t(`notification.factor.${factor.data}`);
  }
  if (name === 'status') {
    const status = UserStatus.safeParse(text);
    if (status.success) return t(`account.status.${status.data}`);
    const decision = ProposalStatus.safeParse(text);
    if (decision.success) return t(`notification.proposal.${decision.data}`);
  }
  if (name === 'expiresAt' || name === 'until' || name === 'date') {
    const at = new Date(text);
    if (!Number.isNaN(at.getTime())) return formatDay(at, locale);
  }
  return text;
}

/** What a notification says in the reader's language. */
export function notificationWords(
  { kind, parameters }: Told,
  t: Translate,
  locale: Locale,
): { title: string; text: string } {
  const known = Object.entries(parameters).filter(([, value]) => value !== null && value !== '');
  const values = Object.fromEntries(
    known.map(([name, value]) => [name, wordOf(name, value, t, locale)]),
  );
  const left = parameters['left'];
  const counted = { ...values, ...(typeof left === 'number' ? { count: left } : {}) };
  const full = fuller[kind];
  const texts = [...(full ? [full] : []), `notification.${kind}.text` as const];
  // A sentence that lacks something is not said; the title stands alone then.
  const said = texts.map((name) => ({ name, text: t(name, counted) }));
  const text = said.find(({ name, text }) => text !== name && !text.includes(gap))?.text ?? '';
  return { title: t(`notification.${kind}.title`), text };
}

/** Where a notification leads: a path of the tenant's portal, or null. */
export function notificationPath({
  kind,
  entityType,
  entityId,
}: Pick<NotificationView, 'kind' | 'entityType' | 'entityId'>):
  | 'security'
  | 'account'
  | 'organizations'
  | 'wallet'
  | 'wallet/business'
  | 'wallet/loans'
  | { organizationId: string }
  | { transferId: string }
  | { accountId: string }
  | null {
  const [area] = kind.split('.');
  if (kind === 'organization.invited' || kind === 'organization.removed') return 'organizations';
  if (entityType === 'Organization' && entityId) return { organizationId: entityId };
  if (area === 'money' && entityType === 'Transfer' && entityId) return { transferId: entityId };
  if (entityType === 'BusinessAccount' && entityId && kind !== 'business.signatoryRemoved') {
    return { accountId: entityId };
  }
  if (area === 'business') return 'wallet/business';
  if (area === 'loan') return 'wallet/loans';
  if (area === 'money' || area === 'wallet') return 'wallet';
  if (area === 'account') return 'account';
  if (['session', 'password', 'email', 'phone', 'factor', 'recoveryCodes'].includes(area ?? '')) {
    return 'security';
  }
  return area === 'organization' || area === 'subscription' || area === 'apiKey'
    ? 'organizations'
    : null;
}
