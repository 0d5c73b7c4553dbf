import { useMemo } from 'react';
import { encode } from 'uqr';
import { cn } from './class-names.tsx';

const quietModules = 2;

/** A text as a picture code: dark on light in both themes, as cameras expect it. */
export function QrCode({
  value,
  label,
  className,
}: {
  value: string;
  label: string;
  className?: string;
}) {
  const { size, path } = useMemo(() => {
    const { data, size } = encode(value, { ecc: 'M', border: quietModules });
    const squares = data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
    );
    return { size, path: squares.join('') };
  }, [value]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={cn('size-52 rounded-lg border border-line', className)}
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#10181b" />
    </svg>
  );
}
