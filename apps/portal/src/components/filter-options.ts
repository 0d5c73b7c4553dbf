import type { ComboboxOption } from './combobox-list.tsx';

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’-]/gu, ' ')
    .toLowerCase()
    .trim();
}

/** Options whose name, any word of it, or code begins with what was typed come first, then those that contain it. */
export function filterOptions(options: readonly ComboboxOption[], typed: string): ComboboxOption[] {
  const wanted = fold(typed);
  if (wanted === '') return [...options];
  const ranked = options.map((option) => {
    const name = fold(option.label);
    if (option.value.toLowerCase() === wanted || name.startsWith(wanted))
      return { option, rank: 0 };
    if (name.includes(` ${wanted}`)) return { option, rank: 1 };
    return { option, rank: name.includes(wanted) ? 2 : 3 };
  });
  return ranked
    .filter(({ rank }) => rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ option }) => option);
}
