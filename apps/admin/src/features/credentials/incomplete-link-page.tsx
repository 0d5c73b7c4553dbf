import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Link } from '@tanstack/react-router';
import { AuthFrame } from '../../components/auth-frame.tsx';

/** A link that lost a part on its way. */
export function IncompleteLinkPage() {
  return (
    <AuthFrame title="This link is not whole" description="A part of it was lost on its way.">
      <div className="grid gap-4">
        <Alert tone="warning">
          Open it from the message itself, or copy all of it, up to the last sign.
        </Alert>
        <Button asChild size="lg">
          <Link to="/sign-in">To the sign-in</Link>
        </Button>
      </div>
    </AuthFrame>
  );
}
