import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { SecondFactorMethod } from '@freehold/core-contracts/enums';
import { RecoveryCodeText } from '@freehold/core-contracts/text';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { CodeInput } from '@freehold/ui/code-input';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { fieldSentence } from '../../lib/problems.ts';
import { useTexts } from '../../lib/texts.ts';

/** What the person gave; with neither, their passkey is asked for. */
export type FactorGiven = { code: string } | { recoveryCode: string } | Record<string, never>;

type WayProps = {
  error: string | undefined;
  isBusy: boolean;
  onConfirm: (given: FactorGiven) => void;
};

function TotpWay({ error, isBusy, onConfirm }: WayProps) {
  const { t } = useTexts();
  const [code, setCode] = useState('');
  return (
    <form
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        onConfirm({ code });
      }}
    >
      <Field label={t('signIn.codeLabel')} error={error}>
        {(control) => (
          <CodeInput
            {...control}
            autoFocus
            value={code}
            onValueChange={setCode}
            onComplete={(complete) => onConfirm({ code: complete })}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={isBusy}>
        {t('signIn.codeSubmit')}
      </Button>
    </form>
  );
}

function RecoveryWay({ error, isBusy, onConfirm }: WayProps) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [isMalformed, setIsMalformed] = useState(false);
  const submit = () => {
    const checked = RecoveryCodeText.safeParse(text);
    setIsMalformed(!checked.success);
    if (checked.success && !isBusy) onConfirm({ recoveryCode: checked.data });
  };
  const fault = fieldSentence(text === '' ? 'required' : 'code_format', t, 'recoveryCode');
  return (
    <form
      noValidate
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label={t('stepUp.label.RECOVERY_CODE')}
        hint={t('signIn.recoveryHint')}
        error={isMalformed ? fault : error}
      >
        {(control) => (
          <Input
            {...control}
            autoFocus
            size="xl"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            className="font-mono"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={isBusy}>
        {t('signIn.codeSubmit')}
      </Button>
    </form>
  );
}

function PasskeyWay({ error, isBusy, onConfirm }: WayProps) {
  const { t } = useTexts();
  return (
    <div className="grid gap-4">
      {error && <Alert tone="danger">{error}</Alert>}
      <Button
        autoFocus
        variant="primary"
        size="xl"
        icon={<KeyRound aria-hidden />}
        isBusy={isBusy}
        onClick={() => onConfirm({})}
      >
        {t('stepUp.passkey')}
      </Button>
    </div>
  );
}

const ways = { TOTP: TotpWay, RECOVERY_CODE: RecoveryWay, PASSKEY: PasskeyWay };

type SecondFactorFormProps = WayProps & {
  methods: readonly SecondFactorMethod[];
  /** What failed belongs to another way of proving it. */
  onSwitch: () => void;
  onStartOver: () => void;
};

/** The second half of signing in, by whichever factor the account has and the person has at hand. */
export function SecondFactorForm(props: SecondFactorFormProps) {
  const { methods, onSwitch, onStartOver, ...way } = props;
  const { t } = useTexts();
  const [method, setMethod] = useState<SecondFactorMethod>(methods[0] ?? 'TOTP');
  const Way = ways[method];
  return (
    <div className="grid gap-6">
      <header>
        <h1 className="text-3xl font-semibold text-ink">{t('signIn.codeTitle')}</h1>
        <p className="mt-2 text-base text-muted">{t(`signIn.codeLead.${method}`)}</p>
      </header>
      <Way key={method} {...way} />
      <div className="grid justify-items-start gap-2.5 border-t border-line pt-5">
        {methods
          .filter((each) => each !== method)
          .map((each) => (
            <Button
              key={each}
              variant="link"
              className="text-sm"
              onClick={() => {
                setMethod(each);
                onSwitch();
              }}
            >
              {t(`stepUp.use.${each}`)}
            </Button>
          ))}
        <Button variant="link" className="text-sm" onClick={onStartOver}>
          {t('signIn.startOver')}
        </Button>
      </div>
    </div>
  );
}
