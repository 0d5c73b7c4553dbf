import { Languages } from 'lucide-react';
import { Locale } from '@freehold/core-contracts/ids';
import { Button } from '@freehold/ui/button';
import { DropdownMenu, MenuRadioGroup } from '@freehold/ui/dropdown-menu';
import { chooseLocale, useTexts } from '../lib/texts.ts';

export const languageNames: Readonly<Record<Locale, string>> = { en: 'English', fr: 'Français' };

/** Which language the portal speaks. */
export function LanguageSwitch() {
  const { t, locale } = useTexts();
  return (
    <DropdownMenu
      trigger={
        <Button
          variant="ghost"
          size="lg"
          className="px-2.5 text-sm uppercase"
          icon={<Languages aria-hidden />}
        >
          <span className="sr-only">{`${t('language.name')}, ${languageNames[locale]}, `}</span>
          {locale}
        </Button>
      }
    >
      <MenuRadioGroup
        value={locale}
        onValueChange={(value) => chooseLocale(Locale.parse(value))}
        options={Locale.options.map((value) => ({
          value,
          label: <span lang={value}>{languageNames[value]}</span>,
        }))}
      />
    </DropdownMenu>
  );
}
