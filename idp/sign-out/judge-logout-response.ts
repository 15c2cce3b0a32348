import type { ExchangeCheck } from '../../exchanges/exchange.ts';
import type { MessageDescription } from '../../saml/describe-message.ts';
import { statusCode } from '../../saml/names.ts';
import { applicationsByIdentifier } from '../directory/sign-in/sign-in-applications.ts';
import type { SignOutParticipant } from '../directory/sign-in/sign-outs.ts';
import type { Database } from '../directory/tables.ts';
import type { ArrivedLogout } from '../single-sign-on/saml2-route.ts';

/** What is made of the answer of an application. */
export interface Verdict {
  readonly checks: ExchangeCheck[];
  /** The first fault, in a sentence; absent when the application signed the user out. */
  readonly fault: string | undefined;
}

/**
 * Judges a LogoutResponse. Entra has been seen to refuse every one (MicrosoftDocs/azure-docs issues 19955 and 41237) and goes by its frames; here it says
 * who has answered, and what.
 */
export async function judgeLogoutResponse(
  db: Database,
  says: MessageDescription,
  asked: SignOutParticipant,
  { binding, tenantId }: Pick<ArrivedLogout, 'binding' | 'tenantId'>,
): Promise<Verdict> {
  const senders = await applicationsByIdentifier(db, says.issuer ?? '', tenantId);
  const known = senders.some((one) => one.servicePrincipalId === asked.servicePrincipalId);
  const { code, subcode, message } = says.status ?? {};
  const status = [code, subcode, message].filter(Boolean).join(' > ');
  const checks = [
    check('logout-binding', 'The message is sent by HTTP-Redirect', {
      passed: binding === 'redirect',
      fault: 'It sent its LogoutResponse by HTTP-POST, which Entra does not take.',
    }),
    check('logout-issuer', 'The Issuer is an Identifier of the application', {
      passed: known,
      fault: `Its LogoutResponse has the Issuer ${says.issuer ?? '(none)'}, which is no Identifier of the application.`,
    }),
    check('logout-in-response-to', 'The response answers the request', { passed: true, fault: '' }),
    check('logout-status', 'The service provider reports success', {
      passed: code === statusCode.success,
      fault: `Its LogoutResponse says ${status || 'nothing of the status'}.`,
    }),
  ];
  return {
    checks,
    fault: checks.find(({ outcome }) => outcome === 'failed')?.found,
  };
}

const check = (
  name: string,
  title: string,
  { passed, fault }: { passed: boolean; fault: string },
): ExchangeCheck => ({
  by: 'idp',
  name,
  title,
  outcome: passed ? 'passed' : 'failed',
  ...(!passed && { found: fault }),
});
