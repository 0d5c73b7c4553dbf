import { Link } from '@tanstack/react-router';
import { fullName } from '../lib/labels.ts';
import { PersonCell } from './person-cell.tsx';

export type LinkedPersonProps = {
  tenant: string;
  person: { id: string; firstName: string; lastName: string; email: string };
};

/** A person in a list, leading to their page. */
export function LinkedPerson({ tenant, person }: LinkedPersonProps) {
  const name = fullName(person);
  return (
    <PersonCell
      initials={name}
      detail={person.email}
      name={
        <Link
          to="/$tenant/users/$userId"
          params={{ tenant, userId: person.id }}
          className="rounded-xs underline-offset-3 hover:underline"
        >
          {name || 'Erased person'}
        </Link>
      }
    />
  );
}
