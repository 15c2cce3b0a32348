import { libraryOptions } from '../../explain/index.ts';
import { type Finding as LintFinding, lint, type Subject } from '../../lint/index.ts';
import type { Finding } from '../finding.ts';
import type { GoLive } from '../go-live.ts';
import { kindsOf, type SentRequest, sentRequests } from '../sent-requests.ts';

/** What Entra would say to the requests that the service provider sent to the lab, if it sent them to the tenant. */
export function requestFindings({ app, tenant, exchanges, now }: GoLive): Finding[] {
  const found = kindsOf(sentRequests(exchanges)).flatMap((sent) => {
    const subject = subjectOf(sent, tenant.loginUrl);
    const { linted } = lint([subject], { given: app.basic, now });
    const findings = linted.filter(({ kind }) => kind === subject.kind);
    return findings.flatMap((one) => one.findings.map((finding) => judged(finding, sent)));
  });
  return [
    ...new Map(found.map((each) => [`${each.id} ${each.found} ${each.sentence}`, each])).values(),
  ];
}

/** As it would reach the tenant. */
const subjectOf = ({ message, xml }: SentRequest, address: string): Subject => ({
  kind: 'AuthnRequest',
  name: 'the recorded request',
  how: message.binding,
  message: {
    xml,
    binding: message.binding === 'HTTP-Redirect' ? 'redirect' : 'post',
    ...(message.relayState !== undefined && { relayState: message.relayState }),
    ...(message.query !== undefined && { rawQuery: message.query }),
    address,
  },
});

/** Users of the lab sign in with a password unless they are told otherwise; people often do not. */
const byId: Readonly<Record<string, Partial<Finding>>> = {
  'authn-context-method': {
    inLab:
      'Users of the lab sign in with a password, on its pages, which is what the request asks for.',
    options: libraryOptions.authnContext,
  },
  issuer: { options: libraryOptions.entityId },
  'reply-url': { options: libraryOptions.acsUrl },
  'name-id-policy': { options: libraryOptions.nameIdFormat },
};

const judged = (finding: LintFinding, { outcome }: SentRequest): Finding => ({
  ...finding,
  id: `request-${finding.id}`,
  inLab:
    outcome === 'success'
      ? 'A request like this one signed a user in here.'
      : 'The service provider sent a request like this one to the lab.',
  ...byId[finding.id],
});
