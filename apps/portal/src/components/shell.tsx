import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LogoMark } from '@freehold/ui/logo';
import { ThemeSwitch } from '@freehold/ui/theme-switch';
import { useTexts } from '../lib/texts.ts';
import { LanguageSwitch } from './language-switch.tsx';

export type ShellProps = {
  /** Name of the place, linked to its start; without one the product's own. */
  home?: { slug: string; name: string };
  nav?: ReactNode;
  actions?: ReactNode;
  /** At the foot of a phone's screen. */
  tabs?: ReactNode;
  children: ReactNode;
};

function Home({ home }: Pick<ShellProps, 'home'>) {
  const { t } = useTexts();
  const mark = (
    <>
      <LogoMark className="size-7 shrink-0" />
      <span className="truncate text-lg font-semibold tracking-tight text-ink">
        {home?.name ?? 'Freehold'}
      </span>
    </>
  );
  const classes = 'flex min-w-0 items-center gap-2.5 rounded-md';
  if (!home) {
    return (
      <Link to="/" aria-label={t('nav.home', { name: 'Freehold' })} className={classes}>
        {mark}
      </Link>
    );
  }
  return (
    <Link
      to="/$tenant"
      params={{ tenant: home.slug }}
      aria-label={t('nav.home', { name: home.name })}
      className={classes}
    >
      {mark}
    </Link>
  );
}

/** Frame of every page: head, content, foot. */
export function Shell({ home, nav, actions, tabs, children }: ShellProps) {
  const { t } = useTexts();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="fixed top-2 left-2 z-80 -translate-y-20 rounded-md bg-ink px-4 py-2 text-sm font-medium text-canvas focus:translate-y-0"
      >
        {t('general.skipToContent')}
      </a>
      <header className="mx-auto flex h-16 w-full max-w-6xl items-center gap-2 px-4 sm:px-6">
        <Home {...(home ? { home } : {})} />
        <div className="flex flex-1 items-center justify-end gap-1">
          {nav}
          <LanguageSwitch />
          <ThemeSwitch
            labels={{
              name: t('theme.name'),
              system: t('theme.system'),
              light: t('theme.light'),
              dark: t('theme.dark'),
            }}
          />
          {actions}
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto flex w-full max-w-6xl flex-1 flex-col px-4 outline-none sm:px-6"
      >
        {children}
      </main>
      <footer className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-x-6 gap-y-1 px-4 py-8 text-xs text-subtle sm:px-6">
        {home && (
          <>
            <p>{t('footer.text', { name: home.name })}</p>
            <Link to="/" className="rounded-sm underline-offset-3 hover:text-ink hover:underline">
              {t('footer.chooser')}
            </Link>
          </>
        )}
      </footer>
      {tabs}
    </div>
  );
}
