import { Download } from 'lucide-react';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { saveFile } from '../lib/save-file.ts';
import { useTenant } from '../lib/tenant.tsx';
import { useTexts } from '../lib/texts.ts';
import { CopyText } from './copy-text.tsx';

/** The codes that stand in for a lost phone, shown this once: to copy, to keep as a file, or to write down. */
export function RecoveryCodeSheet({ codes }: { codes: readonly string[] }) {
  const { t } = useTexts();
  const tenant = useTenant();
  const text = codes.join('\n');
  const save = () =>
    saveFile(
      new Blob([`${t('codes.fileHead', { name: tenant.name })}\n\n${text}\n`], {
        type: 'text/plain',
      }),
      `${tenant.slug}-recovery-codes.txt`,
    );
  return (
    <div className="grid gap-4">
      <Alert tone="warning">{t('codes.once')}</Alert>
      <ol
        aria-label={t('codes.list')}
        className="grid grid-cols-1 gap-x-6 gap-y-2 rounded-lg border border-line bg-sunken p-4 font-mono text-sm text-ink select-all min-[420px]:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code} className="numeric whitespace-nowrap">
            {code}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-3">
        <CopyText value={text} label={t('codes.copy')} />
        <Button size="lg" icon={<Download aria-hidden />} onClick={save}>
          {t('codes.download')}
        </Button>
      </div>
    </div>
  );
}
