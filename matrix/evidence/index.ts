import type { Confirmation } from './evidence.ts';
import { lasso } from './lasso.ts';
import { modAuthMellon } from './mod-auth-mellon.ts';
import { passportSaml } from './passport-saml.ts';
import { pysaml2 } from './pysaml2.ts';
import { python3Saml } from './python3-saml.ts';
import { rubySaml } from './ruby-saml.ts';
import { samlJackson } from './saml-jackson.ts';
import { saml2Js } from './saml2-js.ts';
import { samlify } from './samlify.ts';
import { shibbolethSp } from './shibboleth-sp.ts';
import { simplesamlphp } from './simplesamlphp.ts';

/** In the order of the columns of docs/library-matrix.md. */
export const confirmations: readonly Confirmation[] = [
  passportSaml,
  samlify,
  saml2Js,
  samlJackson,
  python3Saml,
  pysaml2,
  rubySaml,
  lasso,
  modAuthMellon,
  shibbolethSp,
  simplesamlphp,
];
