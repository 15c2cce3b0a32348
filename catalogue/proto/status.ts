import { statusCode } from '../../saml/names.ts';
import type { CatalogueCase, MessageRun } from '../case.ts';
import { withResponse } from '../change-spec.ts';
import { statusXml } from '../saml-elements.ts';
import { signedAfter } from './change.ts';

const withStatus = (status: string | undefined) =>
  signedAfter((honest) => withResponse(honest, { status }));

const failed = withStatus(statusXml(statusCode.responder));

const run = (
  title: string,
  status: string | undefined,
  check: string | readonly string[] = 'status',
): MessageRun => ({
  title,
  message: withStatus(status),
  check,
});

/** A service provider that ignores the status accepts a failure too. */
const unlessIgnored = (each: MessageRun): MessageRun => ({
  ...each,
  withoutTrick: [{ of: 'proto-status-failure', message: failed }],
});

export const statusFailure: CatalogueCase = {
  id: 'proto-status-failure',
  group: 'proto',
  title: 'A failure status with a valid Assertion',
  severity: 'high',
  verdict: 'reject',
  basis: ['SAML Core 3.2.2.2', 'SAML Profiles 4.1.4.2'],
  risk: 'The identity provider refuses the sign-in, and the user is signed in anyway.',
  fix: 'Require the top-level StatusCode Success before looking at any Assertion; ignore nested codes.',
  runs: [
    run('Responder', statusXml(statusCode.responder)),
    run(
      'Success nested in Responder',
      statusXml(statusCode.responder, { subcode: statusCode.success }),
    ),
  ],
};

export const statusMissing: CatalogueCase = {
  id: 'proto-status-missing',
  group: 'proto',
  title: 'A missing or unknown Status',
  severity: 'med',
  verdict: 'reject',
  basis: ['SAML Core 3.2.2', 'SAML Core 3.2.2.2'],
  risk: 'A status that is not recognised as a failure counts as success.',
  fix: 'Require the top-level StatusCode Success, and refuse everything else.',
  runs: [
    run('no Status', undefined, ['schema', 'status']),
    run('no StatusCode', '<samlp:Status></samlp:Status>', ['schema', 'status']),
    run('an unknown top-level code', statusXml('urn:example:status:Perhaps')),
  ].map(unlessIgnored),
};
