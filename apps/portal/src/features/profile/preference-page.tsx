import { Locale } from '@freehold/core-contracts/ids';
import type { PreferencesView } from '@freehold/core-contracts/people';
import { Alert } from '@freehold/ui/alert';
import { CheckboxField } from '@freehold/ui/checkbox';
import { Field } from '@freehold/ui/field';
import { Select } from '@freehold/ui/select';
import { languageNames } from '../../components/language-switch.tsx';
import { PageFrame } from '../../components/page-frame.tsx';
import { Section } from '../../components/section.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { chooseLocale, useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { profileActs } from './use-profile.ts';

const switches = [
  { field: 'isEmailNotificationEnabled', text: 'email' },
  { field: 'isSecurityNotificationEnabled', text: 'security' },
  { field: 'isScanNotificationEnabled', text: 'scan' },
] as const;

/** Language and messages; each change is kept at once. */
export function PreferencePage({ preferences }: { preferences: PreferencesView }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const save = useAct({
    send: profileActs(slug).updatePreferences,
    renews: [[slug, 'preferences']],
    notice: 'general.saved',
    onDone: (_, { locale }) => chooseLocale(locale),
  });
  // While a change is on its way it is shown as made.
  const shown = save.isBusy && save.input ? save.input : preferences;
  const change = (part: Partial<PreferencesView>) => {
    if (!save.isBusy) save.run({ ...preferences, ...part });
  };
  return (
    <PageFrame title={t('preference.title')} lead={t('preference.lead')} width="reading">
      {save.error && <Alert tone="danger">{save.error}</Alert>}
      <Section title={t('language.name')}>
        <Field label={t('preference.language')} hint={t('preference.languageHint')}>
          {(control) => (
            <Select
              {...control}
              size="lg"
              className="max-w-xs"
              value={shown.locale}
              onValueChange={(value) => change({ locale: Locale.parse(value) })}
              options={Locale.options.map((value) => ({ value, label: languageNames[value] }))}
            />
          )}
        </Field>
      </Section>
      <Section title={t('preference.messages')}>
        <div className="grid gap-5">
          {switches.map(({ field, text }) => (
            <CheckboxField
              key={field}
              label={t(`preference.${text}`)}
              hint={t(`preference.${text}Hint`)}
              checked={shown[field]}
              onCheckedChange={(isChecked) => change({ [field]: isChecked })}
            />
          ))}
        </div>
      </Section>
    </PageFrame>
  );
}
