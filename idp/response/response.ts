import { element, type XmlElement } from '../../saml/canonical-writer.ts';
import { formatInstant } from '../../saml/instant.ts';
import { ns, statusCode } from '../../saml/names.ts';

export interface ResponseEnvelope {
  id: string;
  issueInstant: Date;
  issuer: string;
  destination: string | undefined;
  inResponseTo: string | undefined;
}

/** The response around an assertion, signed or not (entra-saml.md 2.1). */
export function buildResponse(envelope: ResponseEnvelope, assertion: XmlElement): XmlElement {
  const status = element(
    'samlp:Status',
    {},
    element('samlp:StatusCode', { Value: statusCode.success }),
  );
  return respond(envelope, status, assertion);
}

export interface Failure {
  /** Top-level and second-level status code (SAML Core 3.2.2.2). */
  code: string;
  subcode: string;
  /** `AADSTSnnnnn: ...`, without the lines that Entra adds. */
  message: string;
  traceId: string;
  correlationId: string;
}

/** A response that says why there is no assertion; Entra does not sign it (entra-saml.md 2.6). */
export function buildFailure(envelope: ResponseEnvelope, failure: Failure): XmlElement {
  const { code, subcode, message, traceId, correlationId } = failure;
  const timestamp = `${envelope.issueInstant.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const text = [
    message,
    `Trace ID: ${traceId}`,
    `Correlation ID: ${correlationId}`,
    `Timestamp: ${timestamp}`,
  ].join('\n');
  const status = element(
    'samlp:Status',
    {},
    element('samlp:StatusCode', { Value: code }, element('samlp:StatusCode', { Value: subcode })),
    element('samlp:StatusMessage', {}, text),
  );
  return respond(envelope, status);
}

function respond(
  envelope: ResponseEnvelope,
  status: XmlElement,
  assertion?: XmlElement,
): XmlElement {
  return element(
    'samlp:Response',
    {
      ID: envelope.id,
      Version: '2.0',
      IssueInstant: formatInstant(envelope.issueInstant),
      Destination: envelope.destination,
      InResponseTo: envelope.inResponseTo,
      'xmlns:samlp': ns.protocol,
    },
    element('Issuer', { xmlns: ns.assertion }, envelope.issuer),
    status,
    assertion,
  );
}
