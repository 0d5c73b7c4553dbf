import { useCallback, useEffect, useState } from 'react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Spinner } from '@freehold/ui/spinner';
import { problemSentence, toProblem } from '../../lib/problems.ts';
import { answerStepUps } from '../../lib/step-up.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { StepUpForm } from './step-up-form.tsx';
import { useStepUpMethods, type StepUpMethod } from './use-step-up.ts';

type Question = { settle: (isGiven: boolean) => void };

/** Asks who sits there, whenever an act is refused for want of a fresh factor. Once per page. */
export function StepUpDialog() {
  const { t } = useTexts();
  const [question, setQuestion] = useState<Question | null>(null);
  useEffect(
    () =>
      answerStepUps(
        () =>
          new Promise<boolean>((resolve) => {
            setQuestion({ settle: resolve });
          }),
      ),
    [],
  );
  const settle = useCallback(
    (isGiven: boolean) => {
      question?.settle(isGiven);
      setQuestion(null);
    },
    [question],
  );
  return (
    <Dialog
      open={question !== null}
      onOpenChange={() => settle(false)}
      title={t('stepUp.title')}
      description={t('stepUp.lead')}
      closeLabel={t('general.close')}
    >
      {question && <StepUpPanel onDone={() => settle(true)} />}
    </Dialog>
  );
}

function StepUpPanel({ onDone }: { onDone: () => void }) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const methods = useStepUpMethods(slug, true);
  const [chosen, setChosen] = useState<StepUpMethod | null>(null);
  if (methods.isError) {
    return (
      <Alert
        tone="danger"
        action={
          <Button size="sm" onClick={() => void methods.refetch()}>
            {t('general.retry')}
          </Button>
        }
      >
        {problemSentence(toProblem(methods.error), t, locale)}
      </Alert>
    );
  }
  const method = chosen ?? methods.data?.[0];
  if (!methods.data) {
    return (
      <div className="grid min-h-32 place-items-center">
        <Spinner label={t('general.loading')} />
      </div>
    );
  }
  if (!method) return <Alert tone="warning">{t('stepUp.none')}</Alert>;
  const others = methods.data.filter((each) => each !== method);
  return (
    <div className="grid gap-5">
      <StepUpForm key={method} method={method} onDone={onDone} />
      {others.length > 0 && (
        <div className="grid justify-items-start gap-2 border-t border-line pt-4">
          {others.map((each) => (
            <Button key={each} variant="link" className="text-sm" onClick={() => setChosen(each)}>
              {t(`stepUp.use.${each}`)}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
