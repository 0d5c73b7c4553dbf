import type { ReactNode } from 'react';
import { Page } from '../../components/page.tsx';
import { TabLink, TabLinks } from '../../components/tab-links.tsx';
import { useSession } from '../../lib/session.tsx';

export type TreasuryFrameProps = { actions?: ReactNode; children: ReactNode };

/** What the treasury pages have in common: title and ways between them. */
export function TreasuryFrame({ actions, children }: TreasuryFrameProps) {
  const params = { tenant: useSession().tenant.slug };
  return (
    <Page
      title="Treasury"
      description="What was issued and where it is, the rules of moving it, and the hoarding tax."
      actions={actions}
    >
      <TabLinks label="Treasury">
        <li>
          <TabLink
            to="/$tenant/treasury"
            params={params}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            Overview
          </TabLink>
        </li>
        <li>
          <TabLink to="/$tenant/treasury/tax" params={params}>
            Hoarding tax
          </TabLink>
        </li>
        <li>
          <TabLink to="/$tenant/treasury/settings" params={params}>
            Fees, risk and tax rules
          </TabLink>
        </li>
      </TabLinks>
      {children}
    </Page>
  );
}
