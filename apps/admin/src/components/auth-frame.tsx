import { Logo } from '@freehold/ui/logo';
import { ThemeSwitch } from '@freehold/ui/theme-switch';
import { useEffect, type ReactNode } from 'react';

export type AuthFrameProps = { title: string; description: ReactNode; children: ReactNode };

/** Frame of every page in front of the sign-in. */
export function AuthFrame({ title, description, children }: AuthFrameProps) {
  useEffect(() => {
    document.title = `${title} · Freehold console`;
  }, [title]);
  return (
    <div className="grid min-h-dvh lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <Aside />
      <div className="flex min-w-0 flex-col">
        <header className="flex items-center justify-between p-4 lg:justify-end">
          <Logo className="lg:hidden" />
          <ThemeSwitch />
        </header>
        <main className="grid flex-1 place-items-center px-5 pb-16">
          <div className="w-full max-w-sm">
            <h1 className="text-2xl font-semibold text-ink">{title}</h1>
            <div className="mt-1 mb-6 text-sm text-muted">{description}</div>
            {children}
          </div>
        </main>
      </div>
    </div>
  );
}

function Aside() {
  return (
    <aside className="relative hidden overflow-hidden border-r border-line bg-sunken p-10 lg:flex lg:flex-col lg:justify-between">
      <Walls />
      <Logo className="relative" />
      <div className="relative grid max-w-md gap-3">
        <p className="text-3xl font-semibold tracking-tight text-balance text-ink">
          Every account on its own ground.
        </p>
        <p className="text-lg text-pretty text-muted">
          Sign-up, review and ledger of all your tenants, kept apart by three walls and written down
          to the last step.
        </p>
      </div>
    </aside>
  );
}

/** Plots seen from above: walls around walls around own ground, each with its gate. */
function Walls() {
  const rings = [0, 1, 2, 3].map((ring) => ({ ring, inset: ring * 56 }));
  return (
    <svg
      aria-hidden
      viewBox="0 0 600 800"
      preserveAspectRatio="xMaxYMin slice"
      className="absolute inset-0 size-full text-accent"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
    >
      {rings.map(({ ring, inset }) => (
        <path
          key={ring}
          opacity={0.22 + ring * 0.14}
          d={`M${560 - inset} ${336 - ring * 8}V${108 + inset}H${116 + inset}V${552 - inset}H${560 - inset}V${364 + ring * 8}`}
        />
      ))}
      <rect
        x="306"
        y="298"
        width="64"
        height="64"
        rx="6"
        fill="currentColor"
        stroke="none"
        opacity="0.9"
      />
    </svg>
  );
}
