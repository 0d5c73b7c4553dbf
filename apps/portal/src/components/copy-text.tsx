import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@freehold/ui/button';
import { useTexts } from '../lib/texts.ts';

/** Puts a text on the clipboard and says so; where the browser refuses, says how else. */
export function CopyText({ value, label }: { value: string; label?: string }) {
  const { t } = useTexts();
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  const isCopied = state === 'copied';
  return (
    <>
      <Button
        size="lg"
        icon={isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
        onClick={() => void copy()}
      >
        {isCopied ? t('general.copied') : (label ?? t('general.copy'))}
      </Button>
      <span role="status" className="text-sm text-danger-ink empty:hidden">
        {state === 'refused' && t('general.copyRefused')}
        {isCopied && <span className="sr-only">{t('general.copied')}</span>}
      </span>
    </>
  );
}
