import type { ChainVerdict } from '@freehold/core-contracts/audit';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Progress } from '@freehold/ui/progress';
import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../lib/error-messages.ts';
import { ChainVerdictView } from './chain-verdict.tsx';

export type VerifyChainButtonProps = {
  title: string;
  noun: string;
  verdict: ChainVerdict | undefined;
  error: unknown;
  isBusy: boolean;
  onVerify: () => void;
};

/** Button that recomputes a chain and shows the result. */
export function VerifyChainButton(props: VerifyChainButtonProps) {
  const { title, noun, verdict, error, isBusy, onVerify } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        icon={<ShieldCheck />}
        onClick={() => {
          setIsOpen(true);
          onVerify();
        }}
      >
        Verify chain
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={title}
        description="Every hash is computed again from the first one on and compared."
      >
        {isBusy && (
          <div role="status" className="grid gap-2 py-2 text-sm text-muted">
            Recomputing…
            <Progress label="Recomputing the chain" percent={null} />
          </div>
        )}
        {!isBusy && Boolean(error) && <Alert tone="danger">{describeError(error)}</Alert>}
        {!isBusy && verdict && <ChainVerdictView verdict={verdict} noun={noun} />}
      </Dialog>
    </>
  );
}
