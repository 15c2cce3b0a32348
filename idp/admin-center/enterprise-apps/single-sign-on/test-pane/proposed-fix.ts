import type { Exchange } from '../../../../../exchanges/exchange.ts';
import { basicSamlOf } from '../../../../directory/applications/basic-saml.ts';
import { type Fix, withValue } from '../../../../directory/applications/fixes.ts';
import { requestSignatureVerificationOf } from '../../../../directory/applications/request-signature-verification.ts';
import { findUser } from '../../../../directory/users/users.ts';
import { leadsOutside } from '../../../../gallery/vendor-address.ts';
import type { Task } from '../../../roles.ts';
import type { ApplicationVisit } from '../../application-routes.ts';
import { codeIn } from './guidance.ts';
import { signatureMethodOf, testedRequest } from './tested-request.ts';

const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

/** A change that would cure the failure, in words. */
export interface ProposedFix {
  fix: Fix;
  /** For the button's page, the log and the undo. */
  description: string;
  field: string;
  before: string;
  after: string;
  /** What it takes to make it. */
  task: Task;
}

/** The cure of a failed sign-in, when the fault is in this tenant's configuration of the application; else `undefined`. */
export async function proposedFix(
  visit: ApplicationVisit,
  exchange: Exchange,
): Promise<ProposedFix | undefined> {
  const { identifierUris, replyUrls } = basicSamlOf(visit.app);
  const request = testedRequest(exchange);
  switch (codeIn(exchange.refusal?.code ?? '')) {
    case 700016:
    case 650056:
      return add(
        visit,
        'add-identifier',
        'Identifier (Entity ID)',
        identifierUris,
        request?.issuer,
      );
    case 50011:
      return add(
        visit,
        'add-reply-url',
        'Reply URL (Assertion Consumer Service URL)',
        replyUrls,
        request?.assertionConsumerServiceURL,
      );
    case 50105:
      return assignment(visit, exchange.user);
    case 7000112:
      return {
        fix: { kind: 'enable-application' },
        description: 'Enabled for users to sign-in? set to Yes',
        field: 'Enabled for users to sign-in?',
        before: 'No',
        after: 'Yes',
        task: 'app.configure',
      };
    case 50003:
      return {
        fix: { kind: 'new-certificate' },
        description: 'New certificate added and made active',
        field: 'Token signing certificate',
        before: '(none)',
        after: 'A new self-signed certificate, active, three years',
        task: 'app.configure',
      };
    case 76021:
    case 76022:
    case 76023:
      return signedRequests(visit, exchange);
    default:
      return undefined;
  }
}

/**
 * A request by RSA-SHA1 is cured by allowing that. Otherwise requests are no longer required to be signed: which certificate is the one of the service
 * provider is nothing that a request can say.
 */
function signedRequests({ app }: ApplicationVisit, { request }: Exchange): ProposedFix | undefined {
  const verification = requestSignatureVerificationOf(app);
  if (!verification.isSignedRequestRequired) return undefined;
  const isRsaSha1 = request !== undefined && signatureMethodOf(request) === RSA_SHA1;
  if (isRsaSha1 && verification.allowedWeakAlgorithms === null)
    return {
      fix: { kind: 'allow-rsa-sha1' },
      description: 'Requests signed with RSA-SHA1 allowed',
      field: 'Allow requests signed with RSA-SHA1',
      before: 'No',
      after: 'Yes',
      task: 'app.configure',
    };
  return {
    fix: { kind: 'do-not-require-signed-requests' },
    description: 'Require verification certificates switched off',
    field: 'Require verification certificates',
    before: 'Yes',
    after: 'No: signatures of requests are not looked at',
    task: 'app.configure',
  };
}

function add(
  { context: { lab } }: ApplicationVisit,
  kind: 'add-identifier' | 'add-reply-url',
  field: string,
  values: readonly string[],
  value: string | undefined,
): ProposedFix | undefined {
  if (!value || values.includes(value)) return undefined;
  // Left in, a placeholder of the tutorial would stay the default, which a sign-in that starts here is sent to.
  const inPlaceOf = values.filter((each) => leadsOutside(each, lab));
  const fix = { kind, value, inPlaceOf };
  return {
    fix,
    description:
      inPlaceOf.length > 0
        ? `${field} ${value} replaces ${inPlaceOf.join(', ')}`
        : `${field} ${value} added`,
    field,
    before: values.join('\n'),
    after: withValue(values, fix).join('\n'),
    task: 'app.configure',
  };
}

async function assignment(
  { context, tenantId }: ApplicationVisit,
  userPrincipalName: string | undefined,
): Promise<ProposedFix | undefined> {
  if (userPrincipalName === undefined) return undefined;
  const user = await findUser(context.db, tenantId, userPrincipalName);
  if (!user) return undefined;
  return {
    fix: { kind: 'assign-user', userId: user.id, userPrincipalName },
    description: `${userPrincipalName} assigned`,
    field: 'Users and groups',
    before: `${userPrincipalName} is not assigned`,
    after: `${userPrincipalName} is assigned in the role User`,
    task: 'app.assign',
  };
}
