import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { RotateCw } from 'lucide-react';

export type ChangedElsewhereProps = {
  changes: readonly { label: string; from: string; to: string }[];
  onTake: () => void;
};

/** Another operator saved while this one was writing: theirs is shown, never overwritten. */
export function ChangedElsewhere({ changes, onTake }: ChangedElsewhereProps) {
  return (
    <Alert
      tone="warning"
      title="Somebody else changed the settings meanwhile"
      action={
        <Button size="sm" icon={<RotateCw />} onClick={onTake}>
          Load theirs
        </Button>
      }
    >
      <ul>
        {changes.map((change) => (
          <li key={change.label}>
            {change.label}: {change.from} → {change.to}
          </li>
        ))}
      </ul>
      <p>Yours would overwrite that. Load theirs, then make your change again.</p>
    </Alert>
  );
}
