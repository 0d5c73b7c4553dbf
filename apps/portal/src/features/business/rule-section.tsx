import { Scale } from 'lucide-react';
import { useState } from 'react';
import type { BusinessAccountDetail, RuleView } from '@freehold/core-contracts/business';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Row, Rows, Section } from '../../components/section.tsx';
import { formatAmount } from '../../lib/amount-text.ts';
import { useTexts } from '../../lib/texts.ts';
import { needWords } from './need-words.ts';
import { RuleForm } from './rule-form.tsx';

function RuleRow({ rule, currencyCode }: { rule: RuleView; currencyCode: string }) {
  const { t, locale } = useTexts();
  const amount = (value: string) => formatAmount(value, currencyCode, locale);
  const { fromAmount, belowAmount, isReachable } = rule;
  return (
    <Row
      icon={<Scale />}
      title={
        belowAmount === null
          ? t('business.bandOpen', { from: amount(fromAmount) })
          : t('business.band', { from: amount(fromAmount), below: amount(belowAmount) })
      }
    >
      {needWords(rule, t).join(' · ')}
      {!isReachable && (
        <Alert tone="warning" className="mt-2">
          {t('business.unreachable')}
        </Alert>
      )}
    </Row>
  );
}

/** What approvals are needed, by amount, and changing that. */
export function RuleSection({ account }: { account: BusinessAccountDetail }) {
  const { t } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  const { rules, currencyCode, approvalTtlHours, canManage } = account;
  return (
    <Section
      isFlush
      title={t('business.ruleTitle')}
      lead={t('business.ruleLead')}
      action={
        canManage && (
          <Button size="lg" onClick={() => setIsOpen(true)}>
            {t('business.changeRules')}
          </Button>
        )
      }
    >
      <Rows label={t('business.ruleTitle')}>
        {rules.map((rule) => (
          <RuleRow key={rule.fromAmount} rule={rule} currencyCode={currencyCode} />
        ))}
      </Rows>
      <p className="border-t border-line px-5 py-4 text-sm text-muted sm:px-6">
        {t('business.ttlLead', { time: t('business.ttlHours', { count: approvalTtlHours }) })}
      </p>
      <Dialog
        open={isOpen}
        width="md"
        onOpenChange={setIsOpen}
        title={t('business.changeRules')}
        description={t('business.ruleLead')}
        closeLabel={t('general.close')}
      >
        <RuleForm account={account} onDone={() => setIsOpen(false)} />
      </Dialog>
    </Section>
  );
}
