import type { Seen } from '../../testing/browser.ts';

/** What clients without a browser read from `$Config` (entra-saml.md 9.1, 10.5). */
export interface Config {
  pgid: string;
  urlPost: string;
  urlGetCredentialType: string;
  urlBeginAuth: string;
  urlEndAuth: string;
  sFT: string;
  sFTName: string;
  sCtx: string;
  canary: string;
  apiCanary: string;
  correlationId: string;
  sessionId: string;
  hpgid: number;
  hpgact: number;
  sErrorCode: string;
  sErrTxt: string;
  sPOST_Username: string;
  arrUserProofs: { authMethodId: string; data: string; display: string; isDefault: boolean }[];
  oPerAuthPollingInterval: Record<string, number>;
}

/** As saml2aws does: from the first `$Config=` to the character before `//]]>`, and there to the last brace. */
export function configOf({ body }: Seen): Config {
  const start = body.indexOf('$Config=') + '$Config='.length;
  const text = body.slice(start, body.indexOf('//]]>', start) - 1);
  return JSON.parse(text.slice(0, text.lastIndexOf('}') + 1));
}
