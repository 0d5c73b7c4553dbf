import { Dialog } from '@freehold/ui/dialog';
import { SkeletonLines } from '@freehold/ui/skeleton';
import { FactorForm } from '../../components/factor-form.tsx';
import { Problem } from '../../components/problem.tsx';
import { answerStepUp, useIsStepUpWanted } from '../../lib/step-up.ts';
import { useStepUp, useStepUpMethods } from './use-step-up.ts';

/** Asks for a fresh factor when an act wants one, then lets the act go on. Once per page. */
export function StepUpDialog() {
  const isWanted = useIsStepUpWanted();
  return (
    <Dialog
      open={isWanted}
      onOpenChange={(isOpen) => (isOpen ? undefined : answerStepUp(false))}
      title="Confirm that it is you"
      description="This act wants a fresh second factor. It then holds for ten minutes."
    >
      <StepUpForm />
    </Dialog>
  );
}

function StepUpForm() {
  const methods = useStepUpMethods();
  const stepUp = useStepUp();
  if (methods.error) {
    return <Problem error={methods.error} onRetry={() => void methods.refetch()} />;
  }
  if (!methods.data) return <SkeletonLines count={4} />;
  return (
    <FactorForm
      methods={methods.data.methods}
      submitLabel="Confirm"
      cancelLabel="Cancel"
      isBusy={stepUp.isPending}
      error={stepUp.error}
      onCancel={() => answerStepUp(false)}
      onProve={(proof) => stepUp.mutate(proof, { onSuccess: () => answerStepUp(true) })}
    />
  );
}
