import { ShieldCheck } from 'lucide-react';
import type { RegistrationView } from '@freehold/core-contracts/registration';
import type { ReactNode } from 'react';
import { Alert } from '@freehold/ui/alert';
import { ProgressSteps } from '@freehold/ui/stepper';
import { formatMoment } from '../../lib/moments.ts';
import { problemSentence, type Problem } from '../../lib/problems.ts';
import { useTexts } from '../../lib/texts.ts';
import { OtherDeviceDialog } from './other-device-dialog.tsx';
import { screens, type Screen } from './screens.ts';
import { StepList } from './step-list.tsx';
import type { SignUpActions } from './use-registration.ts';

type WizardFrameProps = {
  view: RegistrationView | null;
  shown: Screen | null;
  /** Why this step is due, when it is not simply the next one. */
  notice: Problem | null;
  actions: SignUpActions;
  onOpen: (screen: Screen) => void;
  children: ReactNode;
};

function Assurance({ view, actions }: Pick<WizardFrameProps, 'view' | 'actions'>) {
  const { t, locale } = useTexts();
  const until = view && formatMoment(view.expiresAt, locale);
  return (
    <div className="grid justify-items-start gap-2 text-sm text-subtle">
      <p className="flex items-center gap-2">
        <ShieldCheck aria-hidden className="size-4.5 shrink-0 text-success-ink" />
        {t('signUp.saved')}
      </p>
      {until && <p className="text-xs">{t('signUp.validUntil', { time: until })}</p>}
      {view?.isEmailVerified && <OtherDeviceDialog actions={actions} email={view.email} />}
    </div>
  );
}

/** Around every question: how far along one is, and that nothing is lost. */
export function WizardFrame(props: WizardFrameProps) {
  const { view, shown, notice, actions, onOpen, children } = props;
  const { t, locale } = useTexts();
  const current = shown === null ? screens.length : screens.indexOf(shown) + 1;
  const progress = t('signUp.progress', { current, total: screens.length });
  return (
    <div className="grid flex-1 grid-cols-1 content-start gap-x-16 gap-y-6 pt-2 sm:pt-8 lg:grid-cols-[17rem_minmax(0,34rem)] lg:justify-center">
      <aside className="grid content-start gap-8 max-lg:hidden">
        <p className="px-2.5 text-xl font-semibold tracking-tight text-ink">{t('signUp.title')}</p>
        <StepList step={view?.step ?? null} shown={shown} onOpen={onOpen} />
        <div className="border-t border-line px-2.5 pt-6">
          <Assurance view={view} actions={actions} />
        </div>
      </aside>
      <div className="grid grid-cols-1 content-start gap-6">
        <div className="lg:hidden">
          <ProgressSteps label={progress} current={current} total={screens.length} />
        </div>
        <div className="rounded-xl border-line bg-surface max-sm:-mx-4 max-sm:rounded-none max-sm:border-y max-sm:px-4 max-sm:py-7 sm:border sm:p-9 sm:shadow-sm">
          <p className="numeric mb-3 text-sm font-medium text-accent-ink max-lg:hidden">
            {progress}
          </p>
          {notice && (
            <Alert tone="warning" className="mb-6">
              {problemSentence(notice, t, locale)}
            </Alert>
          )}
          {children}
        </div>
        <div className="px-1 lg:hidden">
          <Assurance view={view} actions={actions} />
        </div>
      </div>
    </div>
  );
}
