import { UserRound } from 'lucide-react';
import { useState } from 'react';
import type { MemberView, OrganizationDetail } from '@freehold/core-contracts/organizations';
import { Alert } from '@freehold/ui/alert';
import { Badge } from '@freehold/ui/badge';
import { Button } from '@freehold/ui/button';
import { DropdownMenu, MenuItem } from '@freehold/ui/dropdown-menu';
import { Confirm } from '../../components/confirm.tsx';
import { Moment } from '../../components/moment.tsx';
import { Pager } from '../../components/pager.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { organizationActs, organizationKeys, useMembers } from './use-organizations.ts';

type Asked = { act: 'remove' | 'handOver'; member: MemberView };
type Acting = { organization: OrganizationDetail; member: MemberView };

function MemberMenu({ organization, member, onAsk }: Acting & { onAsk: (asked: Asked) => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id: organizationId, canOwn } = organization;
  const { userId, role, firstName, lastName } = member;
  const change = useAct({
    send: organizationActs(slug).changeMemberRole,
    renews: organizationKeys(slug, organizationId),
    notice: 'member.roleChanged',
  });
  const other = role === 'ADMIN' ? 'MEMBER' : 'ADMIN';
  return (
    <>
      {change.error && <Alert tone="danger">{change.error}</Alert>}
      <DropdownMenu
        trigger={
          <Button size="lg" isBusy={change.isBusy}>
            {t('general.change')}
            <span className="sr-only">
              {' '}
              {firstName} {lastName}
            </span>
          </Button>
        }
      >
        <MenuItem onSelect={() => change.run({ organizationId, userId, role: other })}>
          {t(`member.make.${other}`)}
        </MenuItem>
        {canOwn && (
          <MenuItem onSelect={() => onAsk({ act: 'handOver', member })}>
            {t('member.handOver')}
          </MenuItem>
        )}
        <MenuItem tone="danger" onSelect={() => onAsk({ act: 'remove', member })}>
          {t('general.remove')}
        </MenuItem>
      </DropdownMenu>
    </>
  );
}

function RemoveDialog({ organization, member, onClose }: Acting & { onClose: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const remove = useAct({
    send: organizationActs(slug).removeMember,
    renews: organizationKeys(slug, organization.id),
    notice: 'member.removed',
    onDone: onClose,
  });
  const name = `${member.firstName} ${member.lastName}`;
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('member.removeTitle', { name })}
      consequence={t('member.removeText', { organization: organization.name })}
      confirmLabel={t('general.remove')}
      onConfirm={() => remove.run({ organizationId: organization.id, userId: member.userId })}
      isBusy={remove.isBusy}
      error={remove.error}
    />
  );
}

function HandOverDialog({ organization, member, onClose }: Acting & { onClose: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const handOver = useAct({
    send: organizationActs(slug).handOver,
    renews: organizationKeys(slug, organization.id),
    notice: 'member.handedOver',
    onDone: onClose,
  });
  const name = `${member.firstName} ${member.lastName}`;
  return (
    <Confirm
      open
      onClose={onClose}
      title={t('member.handOverTitle', { organization: organization.name, name })}
      consequence={t('member.handOverText', { name })}
      confirmLabel={t('member.handOver')}
      onConfirm={() => handOver.run({ organizationId: organization.id, userId: member.userId })}
      isBusy={handOver.isBusy}
      error={handOver.error}
    />
  );
}

function MemberRow({ organization, member, onAsk }: Acting & { onAsk: (asked: Asked) => void }) {
  const { t } = useTexts();
  const { firstName, lastName, email, role, addedAt, isSelf } = member;
  const isChangeable = organization.canManage && role !== 'OWNER' && !isSelf;
  return (
    <Row
      icon={<UserRound />}
      title={`${firstName} ${lastName}`}
      badges={
        <>
          <Badge tone={role === 'MEMBER' ? 'neutral' : 'accent'}>
            {t(`organization.role.${role}`)}
          </Badge>
          {isSelf && <Badge>{t('member.you')}</Badge>}
        </>
      }
      actions={
        isChangeable && <MemberMenu organization={organization} member={member} onAsk={onAsk} />
      }
    >
      <span className="[overflow-wrap:anywhere]">{email}</span>
      {' · '}
      {t('member.since')} <Moment value={addedAt} look="day" />
    </Row>
  );
}

/** Who belongs to an organization, and what may be changed about that. */
export function MemberSection({ organization }: { organization: OrganizationDetail }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [page, setPage] = useState(1);
  const [asked, setAsked] = useState<Asked | null>(null);
  const members = useMembers(slug, organization.id, page);
  const close = () => setAsked(null);
  return (
    <Section isFlush title={t('member.title')} lead={t('member.lead')}>
      <Remote query={members} waiting={<RowShapes />}>
        {(data) => (
          <>
            <Rows label={t('member.title')}>
              {data.items.map((member) => (
                <MemberRow
                  key={member.userId}
                  organization={organization}
                  member={member}
                  onAsk={setAsked}
                />
              ))}
            </Rows>
            <Pager {...data} onPage={setPage} />
          </>
        )}
      </Remote>
      {asked?.act === 'remove' && (
        <RemoveDialog organization={organization} member={asked.member} onClose={close} />
      )}
      {asked?.act === 'handOver' && (
        <HandOverDialog organization={organization} member={asked.member} onClose={close} />
      )}
    </Section>
  );
}
