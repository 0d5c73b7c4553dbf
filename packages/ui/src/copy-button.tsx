import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './button.tsx';

const shownMs = 1600;

export type CopyButtonProps = {
  value: string;
  label: string;
  copiedLabel?: string;
  className?: string;
};

/** Puts a text on the clipboard and says so. */
export function CopyButton({ value, label, copiedLabel = 'Copied', className }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setIsCopied(true);
  };
  return (
    <>
      <IconButton
        size="sm"
        tooltip="top"
        label={isCopied ? copiedLabel : label}
        icon={isCopied ? <Check className="text-success-ink" /> : <Copy />}
        onClick={() => void copy()}
        className={className ?? ''}
      />
      <span role="status" className="sr-only">
        {isCopied ? copiedLabel : ''}
      </span>
    </>
  );
}
