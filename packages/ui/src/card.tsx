import type { ComponentProps, ReactNode } from 'react';
import { cn } from './class-names.tsx';

/** Framed surface. */
export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return (
    <section
      className={cn('rounded-lg border border-line bg-surface shadow-xs', className)}
      {...rest}
    />
  );
}

export type CardHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  id?: string;
};

/** Title row of a card. */
export function CardHeader({ title, description, actions, id }: CardHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 pb-2">
      <div className="min-w-0">
        <h2 id={id} className="text-base font-semibold text-ink">
          {title}
        </h2>
        {description && <p className="mt-0.5 text-xs text-subtle">{description}</p>}
      </div>
      {actions && <div className="flex items-center gap-2">{actions}</div>}
    </header>
  );
}

/** Body of a card. */
export function CardBody({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cn('px-4 pt-1 pb-4', className)} {...rest} />;
}

/** Foot of a card, set apart by a line. */
export function CardFooter({ className, ...rest }: ComponentProps<'footer'>) {
  return <footer className={cn('border-t border-line px-4 py-3', className)} {...rest} />;
}
