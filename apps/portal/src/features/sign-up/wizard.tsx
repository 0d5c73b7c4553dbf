import { useEffect, useRef, useState, type ReactNode } from 'react';
import { LoadFailure, PageSkeleton } from '../../components/page-states.tsx';
import { toProblem, type Problem } from '../../lib/problems.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { CompletedScreen } from './completed-screen.tsx';
import { EndedScreen, type SignUpEnd } from './ended-screen.tsx';
import { FinishingScreen } from './finishing-screen.tsx';
import { previousScreen, screenToShow, type Screen } from './screens.ts';
import { StepSwitch } from './step-switch.tsx';
import { useRegistration, useSignUpActions } from './use-registration.ts';
import { WizardFrame } from './wizard-frame.tsx';

export type WizardProps = {
  /** The step the address asks for. */
  wanted: Screen | undefined;
  /** The link that led here was damaged. */
  isLinkBroken: boolean;
  /** Shows a step; undefined for the one that is due. */
  onShow: (screen: Screen | undefined) => void;
};

const ends: Readonly<Record<string, SignUpEnd>> = {
  'registration.expired': 'expired',
  'registration.cancelled': 'cancelled',
  'registration.unknown_handle': 'unknown',
};

/** The sign-up, from the first address to the finished application. */
export function Wizard({ wanted, isLinkBroken, onShow }: WizardProps) {
  const { slug } = useTenant();
  const { handle, query } = useRegistration(slug);
  const [notice, setNotice] = useState<Problem | null>(null);
  const actions = useSignUpActions(slug, setNotice);
  const view = query.data ?? null;
  const step = view?.step ?? null;
  const shown = screenToShow(wanted, step);
  const hasShown = useRef(false);
  useEffect(() => {
    if (shown) hasShown.current = true;
  }, [shown]);

  const code = query.isError ? toProblem(query.error).code : undefined;
  const end = step === 'CANCELLED' ? 'cancelled' : ends[code ?? ''];
  if (isLinkBroken || end) {
    const goOn = () => {
      // A damaged link says nothing about the sign-up that this device has begun itself.
      if (!isLinkBroken) actions.drop();
      onShow(undefined);
    };
    return (
      <Narrow>
        <EndedScreen
          end={isLinkBroken ? 'unknown' : (end ?? 'unknown')}
          hasOther={isLinkBroken && handle !== null}
          onRestart={goOn}
        />
      </Narrow>
    );
  }
  if (code === 'registration.completed' || step === 'COMPLETED') {
    return (
      <Narrow>
        <CompletedScreen firstName={view?.firstName ?? null} onLeave={actions.forget} />
      </Narrow>
    );
  }
  if (query.isError && !view) {
    return <LoadFailure error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (handle !== null && !view)
    return (
      <Narrow>
        <PageSkeleton />
      </Narrow>
    );
  if (shown === null)
    return (
      <Narrow>
        <FinishingScreen actions={actions} />
      </Narrow>
    );
  const earlier = previousScreen(shown, step);
  return (
    <WizardFrame view={view} shown={shown} notice={notice} actions={actions} onOpen={onShow}>
      <StepSwitch
        key={shown}
        screen={shown}
        view={view}
        actions={actions}
        isFocused={hasShown.current}
        onDone={() => onShow(undefined)}
        onBack={earlier && (() => onShow(earlier))}
        onOpen={onShow}
      />
    </WizardFrame>
  );
}

function Narrow({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-xl flex-1 pt-2 sm:pt-8">
      <div className="rounded-xl border-line bg-surface max-sm:-mx-4 max-sm:rounded-none max-sm:border-y max-sm:px-4 max-sm:py-7 sm:border sm:p-9 sm:shadow-sm">
        {children}
      </div>
    </div>
  );
}
