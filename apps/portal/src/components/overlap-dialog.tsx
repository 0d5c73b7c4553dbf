import { useState } from 'react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { Select } from '@freehold/ui/select';
import { useTexts, type TextName } from '../lib/texts.ts';
import { useAct, type ActOptions } from '../lib/use-act.ts';

type OverlapProps = {
  label: string;
  hint: string;
  submitLabel: string;
  /** How long the old secret may still work. */
  overlaps: readonly { hours: number; text: TextName }[];
  rotate: (overlapHours: number) => Promise<{ secret: string }>;
  onRotated: (secret: string) => void;
} & Pick<ActOptions<number, unknown>, 'renews'>;

const usualHours = 24;

function OverlapForm(props: OverlapProps) {
  const { label, hint, submitLabel, overlaps, rotate, onRotated, renews = [] } = props;
  const { t } = useTexts();
  const [hours, setHours] = useState(usualHours);
  const act = useAct({ send: rotate, renews, onDone: ({ secret }) => onRotated(secret) });
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!act.isBusy) act.run(hours);
      }}
    >
      {act.error && <Alert tone="danger">{act.error}</Alert>}
      <Field label={label} hint={hint}>
        {(control) => (
          <Select
            {...control}
            size="lg"
            value={String(hours)}
            onValueChange={(value) => setHours(Number(value))}
            options={overlaps.map((each) => ({ value: String(each.hours), label: t(each.text) }))}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" size="xl" isBusy={act.isBusy}>
        {submitLabel}
      </Button>
    </form>
  );
}

/** Another secret for something that is in use: the old one still works for a while, so that nothing stands still. */
export function OverlapDialog({
  title,
  lead,
  onClose,
  ...form
}: OverlapProps & { title: string; lead?: string; onClose: () => void }) {
  const { t } = useTexts();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={title}
      {...(lead ? { description: lead } : {})}
      closeLabel={t('general.close')}
    >
      <OverlapForm {...form} />
    </Dialog>
  );
}
