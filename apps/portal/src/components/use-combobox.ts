import { useState, type KeyboardEvent } from 'react';
import type { ComboboxOption } from './combobox-list.tsx';
import { filterOptions } from './filter-options.ts';

type ComboboxState = {
  options: readonly ComboboxOption[];
  value: string;
  onValueChange: (value: string) => void;
};

const pageSize = 8;

/** What is typed, which options remain, which of them is active, and what each key does about it. */
export function useCombobox({ options, value, onValueChange }: ComboboxState) {
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [activeIndex, setActiveIndex] = useState(0);
  const shown = typed === null ? options : filterOptions(options, typed);
  const active = shown[activeIndex];

  const open = () => {
    setIsOpen(true);
    setActiveIndex(
      Math.max(
        0,
        options.findIndex((option) => option.value === value),
      ),
    );
  };
  const close = () => {
    setIsOpen(false);
    setTyped(null);
  };
  const pick = (option: ComboboxOption) => {
    onValueChange(option.value);
    close();
  };
  const type = (text: string) => {
    setTyped(text);
    setIsOpen(true);
    setActiveIndex(0);
    if (text === '') onValueChange('');
  };
  const leave = () => {
    // A name typed until only one is left counts as chosen, so that autofill needs no list.
    const only = typed && shown.length === 1 ? shown[0] : undefined;
    if (only) onValueChange(only.value);
    close();
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const last = shown.length - 1;
    const targets: Partial<Record<string, number>> = {
      ArrowDown: Math.min(last, activeIndex + 1),
      ArrowUp: Math.max(0, activeIndex - 1),
      PageDown: Math.min(last, activeIndex + pageSize),
      PageUp: Math.max(0, activeIndex - pageSize),
    };
    const target = targets[event.key];
    const isChoice = event.key === 'Enter' && isOpen && active !== undefined;
    const isDismissal = event.key === 'Escape' && isOpen;
    if (target === undefined && !isChoice && !isDismissal) return;
    event.preventDefault();
    if (isChoice) pick(active);
    else if (isDismissal) close();
    else if (isOpen && target !== undefined) setActiveIndex(target);
    else open();
  };
  return { typed, shown, active, activeIndex, isOpen, open, pick, type, leave, press };
}
