import { Link } from '@tanstack/react-router';
import { UserRoundCheck } from 'lucide-react';
import { useState } from 'react';
import type { BeneficiaryView } from '@freehold/core-contracts/payees';
import { Button } from '@freehold/ui/button';
import { DropdownMenu, MenuItem } from '@freehold/ui/dropdown-menu';
import { EmptyState } from '@freehold/ui/states';
import { Moment } from '../../components/moment.tsx';
import { Pager } from '../../components/pager.tsx';
import { Remote, RowShapes } from '../../components/remote.tsx';
import { Row, Rows, Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { AddPayee, RemovePayee, RenamePayee } from './payee-dialogs.tsx';
import { usePayees } from './use-payees.ts';

type Asked = { act: 'rename' | 'remove'; payee: BeneficiaryView };

function PayeeRow({ payee, onAsk }: { payee: BeneficiaryView; onAsk: (asked: Asked) => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id, label, verifiedName, verifiedAt, lastUsedAt, isUsable } = payee;
  return (
    <Row
      icon={<UserRoundCheck />}
      title={label}
      actions={
        <>
          {isUsable && (
            <Button asChild size="lg">
              <Link
                to="/$tenant/wallet/send"
                params={{ tenant: slug }}
                search={{ payee: id }}
                aria-label={t('payee.send', { name: label })}
              >
                {t('payee.sendShort')}
              </Link>
            </Button>
          )}
          <DropdownMenu
            trigger={
              <Button size="lg">
                {t('general.change')}
                <span className="sr-only"> {label}</span>
              </Button>
            }
          >
            <MenuItem onSelect={() => onAsk({ act: 'rename', payee })}>
              {t('general.rename')}
            </MenuItem>
            <MenuItem tone="danger" onSelect={() => onAsk({ act: 'remove', payee })}>
              {t('general.remove')}
            </MenuItem>
          </DropdownMenu>
        </>
      }
    >
      <p className="[overflow-wrap:anywhere]">{verifiedName}</p>
      <p className="text-xs text-subtle">
        {isUsable ? (
          <>
            {t('payee.verified')} <Moment value={verifiedAt} look="day" />
            {lastUsedAt && (
              <>
                {' · '}
                {t('payee.lastUsed')} <Moment value={lastUsedAt} look="relative" />
              </>
            )}
          </>
        ) : (
          t('payee.gone')
        )}
      </p>
    </Row>
  );
}

/** The payees whose names were confirmed. */
export function PayeeSection() {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [page, setPage] = useState(1);
  const [asked, setAsked] = useState<Asked | null>(null);
  const payees = usePayees(slug, page);
  const close = () => setAsked(null);
  return (
    <Section isFlush title={t('payee.saved')} lead={t('payee.savedLead')} action={<AddPayee />}>
      <Remote query={payees} waiting={<RowShapes />}>
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState
              icon={<UserRoundCheck />}
              title={t('payee.emptyTitle')}
              description={t('payee.emptyText')}
            />
          ) : (
            <>
              <Rows label={t('payee.saved')}>
                {data.items.map((payee) => (
                  <PayeeRow key={payee.id} payee={payee} onAsk={setAsked} />
                ))}
              </Rows>
              <Pager {...data} onPage={setPage} />
            </>
          )
        }
      </Remote>
      {asked?.act === 'rename' && <RenamePayee payee={asked.payee} onClose={close} />}
      {asked?.act === 'remove' && <RemovePayee payee={asked.payee} onClose={close} />}
    </Section>
  );
}
