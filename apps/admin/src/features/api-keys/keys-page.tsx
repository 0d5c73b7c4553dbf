import { Page } from '../../components/page.tsx';
import type { ListControls } from '../../lib/use-list.ts';
import { KeyList } from './key-list.tsx';
import type { KeysSearch } from './keys-search.ts';

/** Every key of the tenant: where one leaked, it is found here. */
export function KeysPage(controls: ListControls<KeysSearch>) {
  return (
    <Page
      title="API keys"
      description="Keys of all organizations. New ones are made on the page of their organization."
    >
      <KeyList {...controls} />
    </Page>
  );
}
