import type { AuthnRequest } from '../../saml/authn-request.ts';
import type { SignInApplication } from '../directory/sign-in/sign-in-applications.ts';
import { checkApplicationEnabled } from './checks/application-enabled.ts';
import { checkAuthnContextComparison } from './checks/authn-context-comparison.ts';
import { checkClassRefs } from './checks/class-refs.ts';
import { checkDestination } from './checks/destination.ts';
import { checkIssueInstant } from './checks/issue-instant.ts';
import { checkNameIDPolicy } from './checks/name-id-policy.ts';
import { checkProtocolBinding } from './checks/protocol-binding.ts';
import { checkReplyUrl } from './checks/reply-url.ts';
import { checkRequestId } from './checks/request-id.ts';
import { checkRequiredFields } from './checks/required-fields.ts';
import { checkSigningKey } from './checks/signing-key.ts';
import { checkSubject } from './checks/subject.ts';
import type { TokenCheck } from './checks/table.ts';

/** A check on an AuthnRequest that can be read. */
interface RequestCheck<Subject> {
  /** What it is about is in `checks/table.ts`. */
  readonly name: TokenCheck;
  /** @throws {IdpError} with its code when it fails */
  readonly run: (subject: Subject) => void;
}

/** A request, the application that its Issuer names, and where and when it arrived. */
export interface RequestOfApplication {
  readonly request: AuthnRequest;
  readonly application: SignInApplication;
  readonly issuer: string;
  /** That it was sent to: URL without a query. */
  readonly address: string;
  readonly now: Date;
}

/** On the request alone, in Entra's order. */
export const checksOnRequest: readonly RequestCheck<AuthnRequest>[] = [
  {
    name: 'required-fields',
    run: checkRequiredFields,
  },
  { name: 'request-id', run: checkRequestId },
  {
    name: 'class-refs',
    run: checkClassRefs,
  },
  { name: 'subject', run: checkSubject },
];

/** What a request asks for as Reply URL. @throws {IdpError} 50011, 900971 */
export const replyUrlOf = ({ application, request, issuer }: RequestOfApplication): string =>
  checkReplyUrl(application, {
    url: request.assertionConsumerServiceURL,
    index: request.assertionConsumerServiceIndex,
    calledIn: issuer,
  });

/** On the request and the settings of its application, in Entra's order. */
export const checksOnSettings: readonly RequestCheck<RequestOfApplication>[] = [
  {
    name: 'destination',
    run: ({ application, request, address }) => checkDestination(application, request, address),
  },
  {
    name: 'issue-instant',
    run: ({ application, request, now }) => checkIssueInstant(application, request, now),
  },
  {
    name: 'reply-url',
    run: replyUrlOf,
  },
  {
    name: 'protocol-binding',
    run: ({ request }) => checkProtocolBinding(request),
  },
  {
    name: 'name-id-policy',
    run: ({ request }) => checkNameIDPolicy(request),
  },
  {
    name: 'authn-context-comparison',
    run: ({ request }) => checkAuthnContextComparison(request),
  },
  {
    name: 'application-enabled',
    run: ({ application }) => checkApplicationEnabled(application),
  },
  {
    name: 'signing-key',
    run: ({ application }) => checkSigningKey(application),
  },
];
