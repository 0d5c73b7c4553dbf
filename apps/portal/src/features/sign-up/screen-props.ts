import type { RegistrationView } from '@freehold/core-contracts/registration';
import type { SignUpActions } from './use-registration.ts';

/** What every screen after the first is given. */
export type ScreenProps = {
  view: RegistrationView;
  actions: SignUpActions;
  isFocused: boolean;
  /** To the step that is due now. */
  onDone: () => void;
  onBack: (() => void) | null;
};
