import { describeCountry } from '../lib/countries.ts';
import { None } from './none.tsx';

/** Country by code and name. */
export function CountryName({ code }: { code: string | null }) {
  if (!code) return <None />;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span
        aria-hidden
        className="rounded-xs border border-line bg-sunken px-1 font-mono text-2xs text-muted"
      >
        {code}
      </span>
      {describeCountry(code)}
    </span>
  );
}
