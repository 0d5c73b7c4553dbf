import type { AccountChangeOutcome } from '@freehold/core-contracts/business-changes';
import { Alert } from '@freehold/ui/alert';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { useTexts, type TextName } from '../../lib/texts.ts';

/** What is said once a change was sent: made at once, or waiting for a second person. */
export function noticeOf(made: TextName): (outcome: AccountChangeOutcome) => TextName {
  return ({ proposedChangeId }) => (proposedChangeId === null ? made : 'business.changeProposed');
}

/** Why somebody should have more power, for whoever confirms it. */
export function GrantReason({
  value,
  error,
  onValueChange,
}: {
  value: string;
  error: string | undefined;
  onValueChange: (value: string) => void;
}) {
  const { t } = useTexts();
  return (
    <>
      <Field
        isOptional
        optionalWord={t('general.optional')}
        label={t('business.changeReason')}
        hint={t('business.changeReasonHint')}
        error={error}
      >
        {(control) => (
          <Input
            {...control}
            size="lg"
            autoComplete="off"
            maxLength={500}
            value={value}
            onChange={(event) => onValueChange(event.target.value)}
          />
        )}
      </Field>
      <Alert tone="info">{t('business.grantNote')}</Alert>
    </>
  );
}
