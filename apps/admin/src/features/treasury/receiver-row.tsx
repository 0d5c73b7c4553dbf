import { AmountField, readAmount } from '@freehold/ui/amount-field';
import { IconButton } from '@freehold/ui/button';
import { X } from 'lucide-react';
import { describeAmountProblem } from '../../lib/money-sentences.ts';

export type Receiver = { walletId: string; name: string; text: string };

export type ReceiverRowProps = {
  receiver: Receiver;
  currencyCode: string;
  isTouched: boolean;
  onTextChange: (text: string) => void;
  onRemove: () => void;
};

/** One receiver of an issue with what they get. */
export function ReceiverRow(props: ReceiverRowProps) {
  const { receiver, currencyCode, isTouched, onTextChange, onRemove } = props;
  const reading = readAmount(receiver.text);
  const isWrong = !reading.isGood && (isTouched || reading.code !== 'required');
  return (
    <li className="flex items-start gap-2">
      <AmountField
        isRequired
        hasAutoFocus
        className="min-w-0 flex-1"
        label={receiver.name}
        currencyCode={currencyCode}
        value={receiver.text}
        onValueChange={onTextChange}
        error={isWrong ? describeAmountProblem(reading.code) : undefined}
      />
      <IconButton
        label={`Take ${receiver.name} away`}
        tooltip={false}
        icon={<X />}
        className="mt-6.5"
        onClick={onRemove}
      />
    </li>
  );
}
