import type { RegistrationSummary } from '@freehold/core-contracts/registration';
import type { DataColumn } from '@freehold/ui/data-table';
import { Time } from '@freehold/ui/time';
import { CountryName } from '../../components/country.tsx';
import { PersonCell } from '../../components/person-cell.tsx';
import { Status } from '../../components/status.tsx';
import { fullName, registrationStepLabels } from '../../lib/labels.ts';

/** Columns of the list; `open` shows the panel of one registration. */
export function registrationColumns(
  open: (id: string) => void,
): readonly DataColumn<RegistrationSummary>[] {
  return [
    {
      id: 'email',
      header: 'Person',
      isAlwaysShown: true,
      cell: (row) => (
        <PersonCell
          initials={fullName(row) || row.email}
          detail={fullName(row) || 'name not given yet'}
          name={
            <button
              type="button"
              onClick={() => open(row.id)}
              className="rounded-xs text-left underline-offset-3 hover:underline"
            >
              {row.email}
            </button>
          }
        />
      ),
    },
    {
      id: 'step',
      header: 'Where it stands',
      cell: (row) => <Status label={registrationStepLabels[row.step]} />,
    },
    { id: 'country', header: 'Country', cell: (row) => <CountryName code={row.countryCode} /> },
    {
      id: 'attempts',
      header: 'Attempts left',
      cell: (row) => (
        <span className="numeric whitespace-nowrap text-muted">
          <Attempts left={row.emailAttemptsLeft} /> e-mail ·{' '}
          <Attempts left={row.phoneAttemptsLeft} /> phone
        </span>
      ),
    },
    {
      id: 'createdAt',
      header: 'Started',
      isSortable: true,
      cell: (row) => <Time value={row.createdAt} format="relative" />,
    },
    {
      id: 'updatedAt',
      header: 'Last step',
      isSortable: true,
      isHiddenAtFirst: true,
      cell: (row) => <Time value={row.updatedAt} format="relative" />,
    },
    {
      id: 'expiresAt',
      header: 'Expires',
      isSortable: true,
      cell: (row) => <Time value={row.expiresAt} format="relative" />,
    },
  ];
}

function Attempts({ left }: { left: number }) {
  return <span className={left === 0 ? 'font-semibold text-danger-ink' : 'text-ink'}>{left}</span>;
}
