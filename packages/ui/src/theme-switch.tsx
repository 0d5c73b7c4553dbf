import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { IconButton } from './button.tsx';
import { DropdownMenu, MenuRadioGroup } from './dropdown-menu.tsx';

/** Key in local storage; the applications' `theme.js` reads the same one before the first paint. */
export const themeStorageKey = 'freehold-theme';

export type ThemeChoice = 'system' | 'light' | 'dark';

const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readTheme(): ThemeChoice {
  const value = document.documentElement.dataset['theme'];
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** Sets the theme of the page and keeps the choice on this device. */
export function chooseTheme(choice: ThemeChoice): void {
  const root = document.documentElement;
  if (choice === 'system') {
    delete root.dataset['theme'];
    localStorage.removeItem(themeStorageKey);
  } else {
    root.dataset['theme'] = choice;
    localStorage.setItem(themeStorageKey, choice);
  }
  for (const listener of listeners) listener();
}

/** The theme chosen on this device, and how to choose another. */
export function useTheme(): { theme: ThemeChoice; chooseTheme: (choice: ThemeChoice) => void } {
  const theme = useSyncExternalStore(subscribe, readTheme, (): ThemeChoice => 'system');
  return { theme, chooseTheme };
}

export type ThemeSwitchProps = {
  labels?: { name: string; system: string; light: string; dark: string };
  className?: string;
};

const english = { name: 'Theme', system: 'As the system', light: 'Light', dark: 'Dark' };

/** Light, dark, or as the system says. */
export function ThemeSwitch({ labels = english, className }: ThemeSwitchProps) {
  const { theme } = useTheme();
  const icon = { system: <Monitor />, light: <Sun />, dark: <Moon /> }[theme];
  return (
    <DropdownMenu
      trigger={
        <IconButton label={labels.name} icon={icon} tooltip={false} className={className ?? ''} />
      }
    >
      <MenuRadioGroup
        value={theme}
        onValueChange={(value) => chooseTheme(value as ThemeChoice)}
        options={[
          { value: 'system', label: labels.system },
          { value: 'light', label: labels.light },
          { value: 'dark', label: labels.dark },
        ]}
      />
    </DropdownMenu>
  );
}
