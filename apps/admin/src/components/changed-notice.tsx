import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { RotateCw } from 'lucide-react';

/** Somebody else changed the open record: acts are held until the operator has looked. */
export function ChangedNotice({ onRead }: { onRead: () => void }) {
  return (
    <Alert
      tone="warning"
      title="Changed by somebody else meanwhile"
      action={
        <Button size="sm" icon={<RotateCw />} onClick={onRead}>
          I have looked
        </Button>
      }
    >
      The page shows the current state. Look again before you act.
    </Alert>
  );
}
