import { Link } from '@tanstack/react-router';
import type { InvitationPreview } from '@freehold/core-contracts/organizations';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { Moment } from '../../components/moment.tsx';
import { Remote } from '../../components/remote.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { dropLinkToken } from '../../lib/link-token.ts';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { useLinkToken } from '../../lib/use-link-token.ts';
import {
  answerKeys,
  invitationActs,
  useForgetPreview,
  useInvitationPreview,
} from './use-invitations.ts';

export type InvitationPanelProps = {
  /** The address of whoever is signed in here; null for a visitor. */
  signedInAs: string | null;
  onAnswered: (isAccepted: boolean) => void;
};

function Answer({
  token,
  onAnswered,
}: { token: string } & Pick<InvitationPanelProps, 'onAnswered'>) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const acts = invitationActs(slug);
  const forget = useForgetPreview(slug);
  const finish = (isAccepted: boolean) => {
    dropLinkToken('invitation');
    onAnswered(isAccepted);
    forget();
  };
  const renews = answerKeys(slug);
  const accept = useAct({
    send: acts.accept,
    renews,
    notice: 'invitation.accepted',
    onDone: () => finish(true),
  });
  const decline = useAct({
    send: acts.decline,
    renews,
    notice: 'invitation.declined',
    onDone: () => finish(false),
  });
  const error = accept.error ?? decline.error;
  return (
    <div className="grid gap-4">
      {error && <Alert tone="danger">{error}</Alert>}
      <Button
        variant="primary"
        size="xl"
        isBusy={accept.isBusy}
        onClick={() => accept.run({ token })}
      >
        {t('invitation.accept')}
      </Button>
      <Button size="xl" isBusy={decline.isBusy} onClick={() => decline.run({ token })}>
        {t('invitation.decline')}
      </Button>
    </div>
  );
}

function VisitorWays({ email }: { email: string }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  return (
    <div className="grid gap-4">
      <p className="text-sm text-muted">
        <RichText text={t('invitation.visitor', { email })} />
      </p>
      <Button asChild variant="primary" size="xl">
        <Link
          to="/$tenant/sign-in"
          params={{ tenant: slug }}
          search={{ next: 'organizations', notice: 'invited' }}
        >
          {t('invitation.signIn')}
        </Link>
      </Button>
      <Button asChild size="xl">
        <Link to="/$tenant/sign-up" params={{ tenant: slug }}>
          {t('nav.signUp')}
        </Link>
      </Button>
    </div>
  );
}

function Invitation({
  preview,
  token,
  signedInAs,
  onAnswered,
}: InvitationPanelProps & { preview: InvitationPreview; token: string }) {
  const { t } = useTexts();
  const { organizationName, invitedByName, email, role, expiresAt } = preview;
  const isOther = signedInAs !== null && signedInAs !== email;
  return (
    <div className="grid gap-6">
      <header>
        <h1 className="text-2xl font-semibold text-ink [overflow-wrap:anywhere] sm:text-3xl">
          {t('invitation.pageTitle', { organization: organizationName })}
        </h1>
        <p className="mt-2 text-base text-muted">
          <RichText
            text={t('invitation.pageLead', {
              name: invitedByName,
              role: t(`organization.role.${role}`),
            })}
          />{' '}
          {t('invitation.until')} <Moment value={expiresAt} look="day" />.
        </p>
      </header>
      {isOther && (
        <Alert tone="warning">{t('invitation.otherAccount', { email, own: signedInAs })}</Alert>
      )}
      {signedInAs === null ? (
        <VisitorWays email={email} />
      ) : (
        !isOther && <Answer token={token} onAnswered={onAnswered} />
      )}
    </div>
  );
}

/** An invitation's link: who invites to what, and the answer, or the way to an account first. */
export function InvitationPanel(props: InvitationPanelProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const token = useLinkToken('invitation');
  const preview = useInvitationPreview(slug, token);
  if (token === null) {
    return (
      <div className="grid gap-2">
        <h1 className="text-2xl font-semibold text-ink">{t('link.brokenTitle')}</h1>
        <p className="text-base text-muted">{t('link.brokenText')}</p>
      </div>
    );
  }
  return (
    <Remote query={preview}>
      {(data) => <Invitation {...props} preview={data} token={token} />}
    </Remote>
  );
}
