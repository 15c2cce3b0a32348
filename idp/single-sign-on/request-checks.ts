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

/** A check on an AuthnRequest that can be read. */
interface RequestCheck<Subject> {
  /** Stable, for programs: the name of its file. */
  readonly name: string;
  /** True when it passes. */
  readonly title: string;
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
    title: 'Version, IssueInstant and Issuer are there',
    run: checkRequiredFields,
  },
  { name: 'request-id', title: 'The ID is a valid xs:ID', run: checkRequestId },
  {
    name: 'class-refs',
    title: 'Each AuthnContextClassRef is an absolute URI',
    run: checkClassRefs,
  },
  { name: 'subject', title: 'There is no Subject', run: checkSubject },
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
    title: 'The Destination is the address of this tenant',
    run: ({ application, request, address }) => checkDestination(application, request, address),
  },
  {
    name: 'issue-instant',
    title: 'The request is recent',
    run: ({ application, request, now }) => checkIssueInstant(application, request, now),
  },
  {
    name: 'reply-url',
    title: 'The AssertionConsumerServiceURL is a Reply URL of the application',
    run: replyUrlOf,
  },
  {
    name: 'protocol-binding',
    title: 'The answer is wanted by HTTP-POST',
    run: ({ request }) => checkProtocolBinding(request),
  },
  {
    name: 'name-id-policy',
    title: 'The format of NameIDPolicy is one that can be requested',
    run: ({ request }) => checkNameIDPolicy(request),
  },
  {
    name: 'authn-context-comparison',
    title: 'RequestedAuthnContext is compared exactly',
    run: ({ request }) => checkAuthnContextComparison(request),
  },
  {
    name: 'application-enabled',
    title: 'The application is enabled for users to sign in',
    run: ({ application }) => checkApplicationEnabled(application),
  },
  {
    name: 'signing-key',
    title: 'The application has an active signing certificate',
    run: ({ application }) => checkSigningKey(application),
  },
];
