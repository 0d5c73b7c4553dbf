import { PageFrame } from '../../components/page-frame.tsx';
import { useTexts } from '../../lib/texts.ts';
import { ContactSection } from './contact-section.tsx';
import { PayeeSection } from './payee-section.tsx';

/** Whom one sends money to. */
export function PayeePage() {
  const { t } = useTexts();
  return (
    <PageFrame title={t('payee.title')} lead={t('payee.lead')}>
      <PayeeSection />
      <ContactSection />
    </PageFrame>
  );
}
