import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { InviteMemberInput } from '@freehold/core-contracts/organizations';
import { Alert } from '@freehold/ui/alert';
import { Button } from '@freehold/ui/button';
import { RadioGroup } from '@freehold/ui/radio';
import { EmailField } from '../../components/email-field.tsx';
import { OpeningButton } from '../../components/opening-button.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useForm } from '../../lib/use-form.ts';
import { invitationActs, invitationKeys } from './use-invitations.ts';

const roles = ['MEMBER', 'ADMIN'] as const;
type Role = (typeof roles)[number];
type InviteProps = { organizationId: string; onDone: () => void };

const inEmail = {
  'organization.already_member': 'email',
  'invitation.already_pending': 'email',
  'invitation.address_limit': 'email',
};

function InviteForm({ organizationId, onDone }: InviteProps) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('MEMBER');
  const form = useForm({
    schema: InviteMemberInput,
    send: invitationActs(slug).invite,
    fieldOf: inEmail,
    renews: invitationKeys(slug, organizationId),
    notice: 'invitation.sent',
    onDone,
  });
  return (
    <form
      noValidate
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit({ organizationId, email, role });
      }}
    >
      {form.message && <Alert tone="danger">{form.message}</Alert>}
      <EmailField
        isFocused
        autoComplete="off"
        value={email}
        onValueChange={setEmail}
        error={form.errorOf('email')}
      />
      <div className="grid gap-2">
        <p id="invite-role" className="text-sm font-medium text-ink">
          {t('invitation.role')}
        </p>
        <RadioGroup
          aria-labelledby="invite-role"
          look="boxed"
          value={role}
          // The options are the roles themselves.
          onValueChange={(value) => setRole(value as Role)}
          options={roles.map((each) => ({
            value: each,
            label: t(`organization.role.${each}`),
            hint: t(`organization.roleHint.${each}`),
          }))}
        />
      </div>
      <Button type="submit" variant="primary" size="xl" isBusy={form.isBusy}>
        {t('invitation.send')}
      </Button>
    </form>
  );
}

/** Inviting a colleague by e-mail. */
export function InviteMember({ organizationId }: { organizationId: string }) {
  const { t } = useTexts();
  return (
    <OpeningButton
      label={t('invitation.invite')}
      icon={<UserPlus aria-hidden />}
      description={t('invitation.inviteLead')}
    >
      {(close) => <InviteForm organizationId={organizationId} onDone={close} />}
    </OpeningButton>
  );
}
