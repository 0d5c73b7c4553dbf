import { Compass, ServerCrash } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { Button } from '@freehold/ui/button';
import { Skeleton } from '@freehold/ui/skeleton';
import { EmptyState, ErrorState, ForbiddenState } from '@freehold/ui/states';
import { problemSentence, toProblem } from '../lib/problems.ts';
import { useTexts } from '../lib/texts.ts';

function Title({ text }: { text: string }) {
  return (
    <span role="heading" aria-level={1} className="text-xl">
      {text}
    </span>
  );
}

/** Something could not be loaded: says what, and offers to try again. */
export function LoadFailure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t, locale } = useTexts();
  const problem = toProblem(error);
  if (problem.kind === 'FORBIDDEN') {
    return (
      <ForbiddenState
        title={<Title text={t('state.forbiddenTitle')} />}
        description={t('state.forbiddenText')}
      />
    );
  }
  if (problem.kind === 'NOT_FOUND') {
    return (
      <EmptyState
        icon={<Compass />}
        title={<Title text={t('state.goneTitle')} />}
        description={problemSentence(problem, t, locale)}
      />
    );
  }
  return (
    <ErrorState
      title={<Title text={t('state.errorTitle')} />}
      description={
        <>
          {problemSentence(problem, t, locale)}
          {problem.requestId && (
            <span className="mt-2 block text-xs text-subtle">
              {t('state.request', { id: problem.requestId })}
            </span>
          )}
        </>
      }
      retryLabel={t('general.retry')}
      onRetry={onRetry}
    />
  );
}

/** An address that leads nowhere. */
export function NowhereState({ title, text }: { title?: string; text?: string }) {
  const { t } = useTexts();
  return (
    <main id="content" className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={<Compass />}
        title={<Title text={title ?? t('state.notFoundTitle')} />}
        description={text ?? t('state.notFoundText')}
        action={
          <Button asChild size="lg">
            <Link to="/">{t('state.toStart')}</Link>
          </Button>
        }
      />
    </main>
  );
}

/** The page itself broke. */
export function CrashState() {
  const { t } = useTexts();
  return (
    <main id="content" className="grid min-h-dvh place-items-center">
      <ErrorState
        icon={<ServerCrash />}
        title={<Title text={t('state.crashTitle')} />}
        description={t('state.crashText')}
        retryLabel={t('state.reload')}
        onRetry={() => globalThis.location.reload()}
      />
    </main>
  );
}

/** Grey shapes of a page to come, announced once. */
export function PageSkeleton({ children }: { children?: ReactNode }) {
  const { t } = useTexts();
  return (
    <div role="status" aria-label={t('general.loading')}>
      {children ?? (
        <div className="grid gap-4 py-10">
          <Skeleton className="h-9 w-64 max-w-full" />
          <Skeleton className="h-5 w-96 max-w-full" />
          <Skeleton className="mt-4 h-64 w-full rounded-lg" />
        </div>
      )}
    </div>
  );
}
