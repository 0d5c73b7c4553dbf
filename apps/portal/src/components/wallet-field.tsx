import type { OwnWallet } from '@freehold/core-contracts/wallets';
import { Field } from '@freehold/ui/field';
import { Select } from '@freehold/ui/select';
import { useTexts } from '../lib/texts.ts';

/** Which of one's wallets; nothing where there is only one. */
export function WalletField({
  label,
  wallets,
  value,
  className,
  onValueChange,
}: {
  label: string;
  wallets: readonly OwnWallet[];
  value: string;
  className?: string;
  onValueChange: (walletId: string) => void;
}) {
  const { t } = useTexts();
  if (wallets.length < 2) return null;
  return (
    <Field label={label} {...(className === undefined ? {} : { className })}>
      {(control) => (
        <Select
          {...control}
          size="lg"
          value={value}
          onValueChange={onValueChange}
          options={wallets.map(({ id, kind, name, organization }) => ({
            value: id,
            label: organization ? `${name} · ${organization.name}` : t(`wallet.kind.${kind}`),
          }))}
        />
      )}
    </Field>
  );
}
