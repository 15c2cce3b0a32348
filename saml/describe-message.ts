import { type Assertion, readAssertion, readNameID } from './assertion.ts';
import {
  attribute,
  childNamed,
  childrenNamed,
  type Element,
  isElement,
  trimmedText,
} from './dom.ts';
import { ns } from './names.ts';
import { parseXml } from './parse.ts';
import { schemaErrors } from './schema.ts';
import { readStatus, type Status } from './status.ts';
import { withoutUndefined } from './without-undefined.ts';

/** What any message says, as sent. NOT verified: for showing and explaining only. */
export interface MessageDescription {
  /** Local name of the root: `AuthnRequest`, `Response`, `LogoutRequest`, `LogoutResponse`, `Assertion`, or something else. */
  readonly kind: string;
  /** Of the root; empty for none. */
  readonly namespace: string;
  readonly id?: string;
  readonly version?: string;
  readonly issueInstant?: string;
  readonly destination?: string;
  readonly inResponseTo?: string;
  readonly issuer?: string;
  /** Of a response. */
  readonly status?: Status;
  /** Of a LogoutRequest. */
  readonly nameID?: string;
  /** Of a LogoutRequest; empty for none. */
  readonly sessionIndexes: readonly string[];
  /** Of a Response, or the root itself. */
  readonly assertions: readonly Assertion[];
  readonly encryptedAssertions: number;
  readonly schemaErrors: readonly string[];
}

/** @throws {SamlError} as `parseXml` */
export function describeMessage(xml: Uint8Array): MessageDescription {
  const document = parseXml(xml);
  try {
    const { root } = document;
    const hasStatus = childNamed(root, ns.protocol, 'Status') !== undefined;
    return withoutUndefined({
      kind: root.name,
      namespace: root.namespaceUri,
      id: attribute(root, 'ID'),
      version: attribute(root, 'Version'),
      issueInstant: attribute(root, 'IssueInstant'),
      destination: attribute(root, 'Destination'),
      inResponseTo: attribute(root, 'InResponseTo'),
      issuer: trimmedText(childNamed(root, ns.assertion, 'Issuer')),
      status: hasStatus ? readStatus(root) : undefined,
      nameID: readNameID(root)?.value,
      sessionIndexes: childrenNamed(root, ns.protocol, 'SessionIndex').map(
        (one) => trimmedText(one) ?? '',
      ),
      assertions: assertionsOf(root).map(readAssertion),
      encryptedAssertions: childrenNamed(root, ns.assertion, 'EncryptedAssertion').length,
      schemaErrors: schemaErrors(document),
    });
  } finally {
    document.dispose();
  }
}

const assertionsOf = (root: Element): Element[] =>
  isElement(root, ns.assertion, 'Assertion')
    ? [root]
    : childrenNamed(root, ns.assertion, 'Assertion');
