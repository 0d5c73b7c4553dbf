import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const mergeClasses = extendTailwindMerge({
  extend: { theme: { text: ['2xs'], shadow: ['xs', 'sm', 'md', 'lg'] } },
});

/** Joins class names; of two that set the same property, the later one stays. */
export function cn(...values: ClassValue[]): string {
  return mergeClasses(clsx(values));
}
