import { CircleAlert, Inbox, LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { cn } from './class-names.tsx';

export type StateProps = {
  title: ReactNode;
  description?: ReactNode;
  icon?: ReactNode;
  action?: ReactNode;
  className?: string;
};

function StateFrame({
  title,
  description,
  icon,
  action,
  className,
  tone,
}: StateProps & { tone: string }) {
  return (
    <div className={cn('grid justify-items-center gap-1 px-6 py-14 text-center', className)}>
      <span
        aria-hidden
        className={cn(
          'mb-3 grid size-11 place-items-center rounded-xl border [&_svg]:size-5',
          tone,
        )}
      >
        {icon}
      </span>
      <p className="text-base font-semibold text-ink">{title}</p>
      {description && <p className="max-w-md text-sm text-balance text-muted">{description}</p>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

/** Nothing here: says why, and what could be done about it. */
export function EmptyState({ icon = <Inbox />, ...rest }: StateProps) {
  return <StateFrame icon={icon} tone="border-line bg-sunken text-subtle" {...rest} />;
}

export type ErrorStateProps = StateProps & {
  onRetry?: () => void;
  retryLabel?: string;
  requestId?: string;
};

/** It could not be had: the sentence, a way to try again, and the number to quote. */
export function ErrorState(props: ErrorStateProps) {
  const {
    icon = <CircleAlert />,
    onRetry,
    retryLabel = 'Try again',
    requestId,
    action,
    ...rest
  } = props;
  return (
    <div role="alert">
      <StateFrame
        icon={icon}
        tone="border-danger-line bg-danger-soft text-danger-ink"
        action={
          (onRetry || action) && (
            <>
              {onRetry && <Button onClick={onRetry}>{retryLabel}</Button>}
              {action}
            </>
          )
        }
        {...rest}
        description={
          <>
            {rest.description}
            {requestId && (
              <span className="mt-2 block font-mono text-xs text-subtle">Request {requestId}</span>
            )}
          </>
        }
      />
    </div>
  );
}

/** Not for this role: says which permission is missing. */
export function ForbiddenState({ icon = <LockKeyhole />, ...rest }: StateProps) {
  return (
    <StateFrame icon={icon} tone="border-warning-line bg-warning-soft text-warning-ink" {...rest} />
  );
}
