import type { RegistrationView } from '@freehold/core-contracts/registration';
import { BirthScreen } from './birth-screen.tsx';
import { CodeScreen } from './code-screen.tsx';
import { EmailScreen } from './email-screen.tsx';
import { NameScreen } from './name-screen.tsx';
import { PasswordScreen } from './password-screen.tsx';
import { PhoneScreen } from './phone-screen.tsx';
import type { ScreenProps } from './screen-props.ts';
import type { Screen } from './screens.ts';

export type StepSwitchProps = Omit<ScreenProps, 'view'> & {
  screen: Screen;
  view: RegistrationView | null;
  onOpen: (screen: Screen) => void;
};

const emailTexts = {
  title: 'signUp.code.emailTitle',
  lead: 'signUp.code.emailLead',
  notThere: 'signUp.code.notThereEmail',
  wrong: 'signUp.code.wrongEmail',
} as const;

const phoneTexts = {
  title: 'signUp.code.phoneTitle',
  lead: 'signUp.code.phoneLead',
  notThere: 'signUp.code.notTherePhone',
  wrong: 'signUp.code.wrongPhone',
} as const;

/** The screen of a step. */
export function StepSwitch({ screen, view, onOpen, ...props }: StepSwitchProps) {
  if (screen === 'email' || view === null) return <EmailScreen {...props} view={view} />;
  const { actions, isFocused, onDone } = props;
  switch (screen) {
    case 'email-code':
      return (
        <CodeScreen
          recipient={view.email}
          state={view.emailCode}
          texts={emailTexts}
          isFocused={isFocused}
          verify={actions.verifyEmail}
          resend={actions.resendEmailCode}
          onDone={onDone}
          onBack={() => onOpen('email')}
        />
      );
    case 'name':
      return <NameScreen {...props} view={view} />;
    case 'birth':
      return <BirthScreen {...props} view={view} />;
    case 'password':
      return <PasswordScreen {...props} view={view} />;
    case 'phone':
      return <PhoneScreen {...props} view={view} />;
    case 'phone-code':
      return (
        <CodeScreen
          recipient={view.phone ?? ''}
          state={view.phoneCode}
          texts={phoneTexts}
          isFocused={isFocused}
          verify={actions.verifyPhone}
          resend={actions.resendPhoneCode}
          onDone={onDone}
          onBack={() => onOpen('phone')}
        />
      );
  }
}
