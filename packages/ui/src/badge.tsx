import { cva, type VariantProps } from 'class-variance-authority';
import type { ComponentProps } from 'react';
import { cn } from './class-names.tsx';

export const badgeStyles = cva(
  'inline-flex items-center gap-1.5 rounded-full border font-medium whitespace-nowrap',
  {
    variants: {
      tone: {
        neutral: 'border-line bg-sunken text-muted',
        accent: 'border-accent-line bg-accent-soft text-accent-ink',
        success: 'border-success-line bg-success-soft text-success-ink',
        warning: 'border-warning-line bg-warning-soft text-warning-ink',
        danger: 'border-danger-line bg-danger-soft text-danger-ink',
        info: 'border-info-line bg-info-soft text-info-ink',
      },
      size: {
        sm: 'h-4.5 px-1.5 text-2xs',
        md: 'h-5.5 px-2 text-xs',
      },
    },
    defaultVariants: { tone: 'neutral', size: 'md' },
  },
);

export type BadgeTone = NonNullable<VariantProps<typeof badgeStyles>['tone']>;
export type BadgeProps = ComponentProps<'span'> & VariantProps<typeof badgeStyles>;

/** Short word in a coloured frame. */
export function Badge({ className, tone, size, ...rest }: BadgeProps) {
  return <span className={cn(badgeStyles({ tone, size }), className)} {...rest} />;
}

const dots: Record<BadgeTone, string> = {
  neutral: 'bg-subtle',
  accent: 'bg-accent',
  success: 'bg-success',
  warning: 'bg-warning',
  danger: 'bg-danger',
  info: 'bg-info',
};

export type StatusBadgeProps = BadgeProps & { tone: BadgeTone; isLive?: boolean };

/** Status: a dot and a word, so that colour is never the only sign. */
export function StatusBadge({
  tone,
  isLive = false,
  children,
  className,
  ...rest
}: StatusBadgeProps) {
  return (
    <Badge tone={tone} className={cn('pl-1.5', className)} {...rest}>
      <span
        aria-hidden
        className={cn('size-1.5 rounded-full', dots[tone], isLive && 'animate-pulse')}
      />
      {children}
    </Badge>
  );
}

/** Number beside a name: how many wait. */
export function CountBadge({
  count,
  tone = 'neutral',
}: {
  count: number | bigint;
  tone?: BadgeTone;
}) {
  return (
    <Badge tone={tone} size="sm" className="numeric min-w-4.5 justify-center">
      {count > 999 ? '999+' : String(count)}
    </Badge>
  );
}
