import type { Locale } from '@freehold/core-contracts/ids';
import { english } from './templates/english.ts';
import { french } from './templates/french.ts';
import { templateFacts } from './templates/facts.ts';
import type {
  Catalogue,
  Rendered,
  TemplateName,
  TemplateParameters,
} from './templates/parameters.ts';
import { shorten, toLine } from './templates/wording.ts';

const catalogues: Readonly<Record<Locale, Catalogue>> = { en: english, fr: french };

const maximumSubject = 200;
const maximumProduct = 80;
/** In a text message, which has 160 characters. */
const maximumProductInText = 40;

/** How to be spared what one may be spared. */
const wayOut: Readonly<Record<Locale, string>> = {
  en: 'You can turn such e-mails off in your preferences.',
  fr: 'Vous pouvez désactiver ces messages dans vos préférences.',
};

const texts: ReadonlySet<TemplateName> = new Set(['registrationPhoneCode', 'phoneChangeCode']);

/**
 * Subject and body of a template in a language; `product` is the tenant's name. The subject is one
 * line of at most 200 code points whatever the parameters are; the body is plain text.
 */
export function renderTemplate<T extends TemplateName>(
  name: T,
  locale: Locale,
  parameters: TemplateParameters[T],
  product: string,
): Rendered {
  const maximum = texts.has(name) ? maximumProductInText : maximumProduct;
  const named = shorten(toLine(product), maximum);
  const { subject, body } = catalogues[locale][name](parameters, named);
  const isOptional = templateFacts[name].purpose === 'OPTIONAL';
  return {
    subject: shorten(toLine(subject), maximumSubject),
    body: isOptional ? `${body}\n\n${wayOut[locale]}` : body,
  };
}
