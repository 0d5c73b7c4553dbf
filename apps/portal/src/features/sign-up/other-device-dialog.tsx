import { useMutation } from '@tanstack/react-query';
import { Check, Copy, MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Dialog } from '@freehold/ui/dialog';
import { Field } from '@freehold/ui/field';
import { Input } from '@freehold/ui/input';
import { Spinner } from '@freehold/ui/spinner';
import { problemSentence, toProblem } from '../../lib/problems.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { QrCode } from '@freehold/ui/qr-code';
import { resumeAddress } from './resume-link.ts';
import type { SignUpActions } from './use-registration.ts';

function ResumeLink({ address, email }: { address: string; email: string }) {
  const { t } = useTexts();
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(address);
    setIsCopied(true);
  };
  return (
    <div className="grid gap-5">
      <div className="justify-self-center">
        <QrCode value={address} label={t('signUp.other.qr')} />
      </div>
      <Field label={t('signUp.other.link')} hint={t('signUp.other.secret')}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              size="lg"
              readOnly
              value={address}
              onFocus={(event) => event.target.select()}
              className="min-w-0 flex-1 text-sm"
            />
            <Button
              size="lg"
              icon={isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
              aria-label={t(isCopied ? 'signUp.other.copied' : 'signUp.other.copy')}
              onClick={() => void copy()}
            >
              {t(isCopied ? 'general.copied' : 'general.copy')}
            </Button>
          </div>
        )}
      </Field>
      <p role="status" className="sr-only">
        {isCopied && t('signUp.other.copied')}
      </p>
      <p className="text-sm text-muted">{t('signUp.other.mailed', { email })}</p>
    </div>
  );
}

/** A link and a picture code with which another device goes on; made when it is asked for. */
export function OtherDeviceDialog({ actions, email }: { actions: SignUpActions; email: string }) {
  const { t, locale } = useTexts();
  const { slug } = useTenant();
  const [isOpen, setIsOpen] = useState(false);
  const link = useMutation({ mutationFn: () => actions.createResumeLink() });
  const open = () => {
    setIsOpen(true);
    if (!link.data) link.mutate();
  };
  return (
    <>
      <Button
        variant="ghost"
        size="lg"
        className="-ml-2 px-2 text-sm"
        icon={<MonitorSmartphone aria-hidden />}
        onClick={open}
      >
        {t('signUp.other.open')}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={t('signUp.other.title')}
        description={t('signUp.other.lead')}
        closeLabel={t('general.close')}
      >
        {link.isPending && (
          <div className="grid min-h-72 place-items-center">
            <Spinner label={t('signUp.other.creating')} />
          </div>
        )}
        {link.isError && (
          <Alert
            tone="danger"
            action={
              <Button size="sm" onClick={() => link.mutate()}>
                {t('general.retry')}
              </Button>
            }
          >
            {problemSentence(toProblem(link.error), t, locale)}
          </Alert>
        )}
        {link.data && (
          <ResumeLink
            address={resumeAddress(location.origin, slug, link.data.resumeToken)}
            email={email}
          />
        )}
      </Dialog>
    </>
  );
}
