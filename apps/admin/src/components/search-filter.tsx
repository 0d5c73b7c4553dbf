import { SearchInput } from '@freehold/ui/input';
import { useEffect, useState } from 'react';

const restMs = 300;

export type SearchFilterProps = {
  label: string;
  value: string | undefined;
  onValueChange: (value: string | undefined) => void;
};

/** Search of a list: typing stays immediate, the address follows when it rests. */
export function SearchFilter({ label, value, onValueChange }: SearchFilterProps) {
  const [text, setText] = useState(value ?? '');
  const [known, setKnown] = useState(value);
  if (value !== known) {
    setKnown(value);
    if (value !== (text.trim() || undefined)) setText(value ?? '');
  }
  useEffect(() => {
    const next = text.trim() || undefined;
    if (next === value) return undefined;
    const timer = setTimeout(() => onValueChange(next), restMs);
    return () => clearTimeout(timer);
  }, [text, value, onValueChange]);
  return (
    <SearchInput label={label} value={text} onValueChange={setText} className="w-full sm:w-64" />
  );
}
