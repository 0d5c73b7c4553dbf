import { CopyButton } from '@freehold/ui/copy-button';
import { QrCode } from '@freehold/ui/qr-code';

/** What an authenticator app is given: to scan, or to type. */
export function AuthenticatorKey({ secret, otpauthUri }: { secret: string; otpauthUri: string }) {
  const grouped = secret.replaceAll(/(.{4})(?=.)/gu, '$1 ');
  return (
    <div className="grid justify-items-center gap-3">
      <QrCode className="size-44" value={otpauthUri} label="QR code for the authenticator app" />
      <div className="w-full rounded-md border border-line bg-sunken px-3 py-2">
        <p className="text-xs text-subtle">Or type this key</p>
        <p className="flex items-center justify-between gap-2">
          <code className="font-mono text-xs text-ink">{grouped}</code>
          <CopyButton value={secret} label="Copy the key" />
        </p>
      </div>
    </div>
  );
}
