import {
  Ban,
  Eraser,
  KeyRound,
  LogOut,
  Pause,
  Play,
  ShieldOff,
  Snowflake,
  Trash2,
  Undo2,
} from 'lucide-react';
import { ActMenu, type ActWords } from '../../components/act-menu.tsx';
import { userActWords } from './user-act-words.tsx';
import type { UserAct } from './user-acts.ts';

const words: Readonly<Record<UserAct, ActWords>> = {
  endSessions: { icon: LogOut, text: userActWords.endSessions.menu },
  sendPasswordReset: { icon: KeyRound, text: userActWords.sendPasswordReset.menu },
  resetFactors: { icon: ShieldOff, text: userActWords.resetFactors.menu },
  freeze: { icon: Snowflake, text: userActWords.freeze.menu },
  suspend: { icon: Pause, text: userActWords.suspend.menu },
  unfreeze: { icon: Play, text: userActWords.unfreeze.menu },
  resume: { icon: Play, text: userActWords.resume.menu },
  close: { icon: Ban, text: userActWords.close.menu },
  restore: { icon: Undo2, text: userActWords.restore.menu },
  delete: { icon: Trash2, text: userActWords.delete.menu },
  erase: { icon: Eraser, text: userActWords.erase.menu },
};

const lastOnes: ReadonlySet<UserAct> = new Set(['close', 'delete', 'erase']);

export type UserActMenuProps = {
  acts: readonly UserAct[];
  isHeld: boolean;
  onChoose: (act: UserAct) => void;
};

/** What may be done to the person in this state; what is hard to undo comes last. */
export function UserActMenu(props: UserActMenuProps) {
  return <ActMenu label="Act on this person" words={words} lastOnes={lastOnes} {...props} />;
}
