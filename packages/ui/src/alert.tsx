import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './class-names.tsx';

const looks = {
  info: { box: 'border-info-line bg-info-soft text-info-ink', Icon: Info },
  success: { box: 'border-success-line bg-success-soft text-success-ink', Icon: CircleCheck },
  warning: { box: 'border-warning-line bg-warning-soft text-warning-ink', Icon: TriangleAlert },
  danger: { box: 'border-danger-line bg-danger-soft text-danger-ink', Icon: CircleAlert },
} as const;

export type AlertProps = {
  tone?: keyof typeof looks;
  title?: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
};

/** Message in the page; warnings and failures are read out when they appear. */
export function Alert({ tone = 'info', title, children, action, className }: AlertProps) {
  const { box, Icon } = looks[tone];
  return (
    <div
      role={tone === 'danger' || tone === 'warning' ? 'alert' : 'status'}
      className={cn(
        'flex items-start gap-2.5 rounded-md border px-3 py-2.5 text-sm',
        box,
        className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      {/* Where both do not fit side by side, the action stands below. */}
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-2.5 gap-y-1.5">
        <div className="min-w-0 grow basis-64">
          {title && <p className="font-semibold">{title}</p>}
          {children && <div className="[overflow-wrap:anywhere]">{children}</div>}
        </div>
        {action}
      </div>
    </div>
  );
}
