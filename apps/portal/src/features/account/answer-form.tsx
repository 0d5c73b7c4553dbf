import { useState } from 'react';
import { AnswerInformationRequestInput } from '@freehold/core-contracts/people';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Field } from '@freehold/ui/field';
import { Textarea } from '@freehold/ui/input';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { answerRequest } from './use-account.ts';

/** The answer to what a reviewer has asked. */
export function AnswerForm() {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [answer, setAnswer] = useState('');
  const form = useForm({
    schema: AnswerInformationRequestInput,
    send: (input) => answerRequest(slug, input.answer),
    renews: [[slug, 'account']],
    notice: 'answer.sent',
  });
  return (
    <form
      noValidate
      className="mt-5 grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ answer });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <Field label={t('answer.label')} hint={t('answer.hint')} error={form.errorOf('answer')}>
        {(control) => (
          <Textarea
            {...control}
            rows={4}
            maxLength={2000}
            className="text-base"
            value={answer}
            onChange={(event) => setAnswer(event.target.value)}
          />
        )}
      </Field>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        className="justify-self-start"
        isBusy={form.isBusy}
      >
        {t('answer.submit')}
      </Button>
    </form>
  );
}
