import { Check, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import type { AccountChangeView } from '@freehold/core-contracts/business-changes';
import { Button } from '@freehold/ui/button';
import { Confirm } from '../../components/confirm.tsx';
import { useTenant } from '../../lib/tenant.tsx';
import { useTexts } from '../../lib/texts.ts';
import { useAct } from '../../lib/use-act.ts';
import { businessActs, moneyKeys } from './use-business.ts';

type Word = 'confirm' | 'refuse' | 'withdraw';

const notices = {
  confirm: 'business.confirmed',
  refuse: 'business.refused',
  withdraw: 'business.withdrawn',
} as const;

type Asked = { change: AccountChangeView; words: string };

function WordDialog({ change, words, word, onClose }: Asked & { word: Word; onClose: () => void }) {
  const { t } = useTexts();
  const { slug } = useTenant();
  const { id: proposalId, version } = change;
  const decide = useAct({
    send: (reason: string) =>
      businessActs(slug)[`${word}Change`]({
        ...{ proposalId, version },
        ...(reason === '' ? {} : { reason }),
      }),
    renews: moneyKeys(slug),
    notice: notices[word],
    onDone: onClose,
  });
  return (
    <Confirm
      open
      onClose={onClose}
      tone={word === 'confirm' ? 'primary' : 'danger'}
      isReasonAsked={word === 'refuse'}
      title={t(`business.${word}Title`)}
      consequence={t(`business.${word}Text`, { change: words })}
      confirmLabel={t(`business.${word}`)}
      onConfirm={decide.run}
      isBusy={decide.isBusy}
      error={decide.error}
    />
  );
}

/** The reader's own word on a change, as far as they have one. */
export function DecideChange({ change, words }: Asked) {
  const { t } = useTexts();
  const [word, setWord] = useState<Word | null>(null);
  const { canConfirm, canRefuse, isOwn } = change;
  const named = (which: Word) => (
    <>
      {t(`business.${which}`)}
      <span className="sr-only">: {words}</span>
    </>
  );
  return (
    <>
      {canConfirm && (
        <Button
          variant="primary"
          size="lg"
          icon={<Check aria-hidden />}
          onClick={() => setWord('confirm')}
        >
          {named('confirm')}
        </Button>
      )}
      {canRefuse && (
        <Button size="lg" icon={<X aria-hidden />} onClick={() => setWord('refuse')}>
          {named('refuse')}
        </Button>
      )}
      {isOwn && (
        <Button size="lg" icon={<Undo2 aria-hidden />} onClick={() => setWord('withdraw')}>
          {named('withdraw')}
        </Button>
      )}
      {word && (
        <WordDialog change={change} words={words} word={word} onClose={() => setWord(null)} />
      )}
    </>
  );
}
