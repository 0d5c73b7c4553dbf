import type { UserDetail } from '@freehold/core-contracts/users';
import { Button } from '@freehold/ui/button';
import { Card, CardBody, CardHeader } from '@freehold/ui/card';
import { Download, Eraser, Trash2, Undo2, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { PersonExport } from './person-export.tsx';
import type { UserAct } from './user-acts.ts';

export type UserDataProps = {
  user: UserDetail;
  acts: readonly UserAct[];
  onChoose: (act: UserAct) => void;
};

/** What can be done with all that is kept about the person. */
export function UserData({ user, acts, onChoose }: UserDataProps) {
  const act = (name: UserAct, label: string, Icon: LucideIcon) =>
    acts.includes(name) && (
      <Button
        variant={name === 'restore' ? 'secondary' : 'danger-outline'}
        icon={<Icon />}
        onClick={() => onChoose(name)}
      >
        {label}
      </Button>
    );
  return (
    <Card>
      <CardHeader title="Data" description="What is kept about the person, as a whole." />
      <CardBody className="divide-y divide-line">
        <Part
          title="Export"
          text="Everything that is kept about the person, as one JSON file; for a request of their own."
        >
          {user.erasedAt === null && <PersonExport user={user} icon={<Download />} />}
        </Part>
        <Part
          title={user.deletedAt ? 'Restore' : 'Delete'}
          text={
            user.deletedAt
              ? 'Brings the person back with the status they had.'
              : 'Takes the person out of every list and ends their sessions. It can be undone.'
          }
        >
          {act('restore', 'Restore', Undo2)}
          {act('delete', 'Delete', Trash2)}
        </Part>
        <Part
          title="Erase"
          text="Removes the personal data for good. Only of a person who is deleted."
        >
          {act('erase', 'Erase personal data', Eraser)}
        </Part>
      </CardBody>
    </Card>
  );
}

function Part({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-1 last:pb-0">
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="text-sm font-medium text-ink">{title}</h3>
        <p className="text-xs text-muted">{text}</p>
      </div>
      {children}
    </div>
  );
}
