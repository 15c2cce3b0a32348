import type { AadstsCode } from '../../../../aadsts/catalogue.ts';
import { catalogue } from '../../../../aadsts/catalogue.ts';
import { type ApplicationSetting, applicationSettings } from '../../../../aadsts/setting-page.ts';

/** What to do about a failed sign-in, for whom. */
export interface Guidance {
  code: number;
  /** Why it happened. */
  cause: string;
  /** What to do about it. */
  advice: string;
  /** Page of the application where it is done by hand; absent when it is done elsewhere. */
  page?: ApplicationSetting | undefined;
}

const notFound = 'No application in this tenant has the Issuer of the request as its Identifier.';

/** The cause in words (entra-admin.md 1.7 (5)); the advice is the catalogue's. */
const causes: Readonly<Record<number, string>> = {
  700016: notFound,
  70001: notFound,
  650056: notFound,
  50011: 'AssertionConsumerServiceURL is not a Reply URL of the application.',
  900971: 'The application has no Reply URL.',
  50105: 'The user has no role in the application.',
  7000112: 'The application is switched off for sign-in.',
  50003: 'The application has no certificate to sign with.',
  50146: 'The imported certificate of the application has expired, or is not yet valid.',
  501241: 'A transformation of a claim lacks a mandatory input.',
  50057: 'The user is blocked.',
  76021:
    'The application requires signed requests, and this one is not signed where its binding has the signature.',
  76022:
    'The application requires signed requests, and has no verification certificate that is valid.',
  76023:
    'The signature of the request is not valid, or not by a verification certificate of the application.',
  75005:
    'The request is not a valid SAML 2.0 message: the application sends wrong fields or encoding.',
  750055: 'The application does not compress the request as HTTP-Redirect requires.',
  750056: 'The application does not send the request in base64.',
  7500525: 'The request is not readable XML, or a value in it has the wrong type.',
  750054:
    'SAMLRequest was not in the query: the application uses a binding other than HTTP-Redirect.',
};

const isKnown = (code: number): code is AadstsCode => Object.hasOwn(catalogue, code);

/** @param code an AADSTS number; unknown ones get a sentence that says so. */
export function guidanceFor(code: number): Guidance {
  const known = isKnown(code) ? catalogue[code] : undefined;
  const cause = causes[code] ?? (known ? `${known.name}.` : '');
  const older = code === 70001 ? catalogue[700016].advice : undefined;
  const advice =
    known?.advice ??
    older ??
    'This mock does not answer with this code; look it up in the documentation of Microsoft Entra ID.';
  return { code, cause, advice, page: applicationSettings[code] };
}

/** The AADSTS number in a pasted error; `undefined` when there is none. */
export function codeIn(text: string): number | undefined {
  const digits = /AADSTS\s?(\d{4,8})/i.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
