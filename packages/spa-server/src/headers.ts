import { NONCE, secureHeaders } from 'hono/secure-headers';

const SELF = ["'self'"];
const NONE = ["'none'"];
const HSTS_MAX_AGE_SECONDS = 63_072_000;

export const STRICT_TRANSPORT_SECURITY = `max-age=${HSTS_MAX_AGE_SECONDS}; includeSubDomains`;

/**
 * Security headers of a page: nothing inline runs, nothing comes from elsewhere, nobody frames it.
 * `styleHashes` admits style elements that a library writes at run time, by their exact content.
 */
export function pageSecurity(styleHashes: readonly string[]) {
  const styles = [...SELF, NONCE, ...styleHashes.map((hash) => `'${hash}'`)];
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: NONE,
      scriptSrc: SELF,
      styleSrc: styles,
      imgSrc: [...SELF, 'data:', 'blob:'],
      fontSrc: SELF,
      connectSrc: SELF,
      manifestSrc: SELF,
      workerSrc: SELF,
      formAction: SELF,
      baseUri: NONE,
      objectSrc: NONE,
      frameAncestors: NONE,
    },
    permissionsPolicy: {
      camera: false,
      geolocation: false,
      microphone: false,
      payment: false,
      usb: false,
      browsingTopics: false,
      publickeyCredentialsGet: ['self'],
      clipboardWrite: ['self'],
    },
    referrerPolicy: 'no-referrer',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    xFrameOptions: 'DENY',
    // Set by hand: only answers that went out over https may carry it.
    strictTransportSecurity: false,
  });
}
