import {
  ArrowRightLeft,
  Ban,
  Coins,
  CreditCard,
  Pause,
  Pencil,
  Play,
  Trash2,
  Undo2,
} from 'lucide-react';
import { ActMenu, type ActWords } from '../../components/act-menu.tsx';
import { actMenuWords } from './organization-act-words.tsx';
import type { OrganizationAct } from './organization-acts.ts';

const words: Readonly<Record<OrganizationAct, ActWords>> = {
  rename: { icon: Pencil, text: actMenuWords.rename },
  grant: { icon: Coins, text: actMenuWords.grant },
  transfer: { icon: ArrowRightLeft, text: actMenuWords.transfer },
  changePlan: { icon: CreditCard, text: actMenuWords.changePlan },
  resume: { icon: Play, text: actMenuWords.resume },
  cancel: { icon: Ban, text: actMenuWords.cancel },
  suspend: { icon: Pause, text: actMenuWords.suspend },
  delete: { icon: Trash2, text: actMenuWords.delete },
  restore: { icon: Undo2, text: actMenuWords.restore },
};

const lastOnes: ReadonlySet<OrganizationAct> = new Set(['cancel', 'suspend', 'delete']);

export type OrganizationActMenuProps = {
  acts: readonly OrganizationAct[];
  isHeld: boolean;
  onChoose: (act: OrganizationAct) => void;
};

/** What may be done about the organization in this state; what stops something comes last. */
export function OrganizationActMenu(props: OrganizationActMenuProps) {
  return <ActMenu label="Act on this organization" words={words} lastOnes={lastOnes} {...props} />;
}
