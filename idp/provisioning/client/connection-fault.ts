import type { AnswerFault } from './answer-fault.ts';

/** Tells why there was no answer, from the error of the connection. */
export function connectionFault(error: unknown, url: string): AnswerFault {
  const code = codeOf(error);
  const { host } = new URL(url);
  if (code === 'HPE_HEADER_OVERFLOW')
    return {
      kind: 'too-long',
      sentence: `${host} answered with headers of more than 16 KB. Let the server send fewer, such as cookies.`,
    };
  if (code.startsWith('HPE_'))
    return {
      kind: 'garbage',
      sentence: `${host} answered with something that is no HTTP (${code}). Check scheme and port of the Tenant URL.`,
    };
  if (code === 'EPROTO' && /wrong version number|packet length too long/.test(String(error)))
    return {
      kind: 'tls',
      sentence: `${host} answers without TLS (${code}). Let the Tenant URL begin with http:// in this lab, or let the server speak https, which Entra needs.`,
    };
  if (
    code === 'EPROTO' ||
    code.startsWith('ERR_SSL') ||
    code.startsWith('ERR_TLS') ||
    isOfChain(code)
  )
    return {
      kind: 'tls',
      sentence: `The TLS connection to ${host} failed (${code}). Let the server send a certificate that is valid for its name, with its chain.`,
    };
  if (unreachable.includes(code))
    return {
      kind: 'unreachable',
      sentence: `${host} cannot be reached (${code}). Check the Tenant URL, and whether the server runs.`,
    };
  return {
    kind: 'reset',
    sentence: `${host} ended the connection without a whole answer (${code}). Look at the log of the server.`,
  };
}

const unreachable = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
];

/** Names of OpenSSL for what is wrong with a chain of certificates. */
const isOfChain = (code: string) => /CERT|SIGNATURE|SELF_SIGNED|ISSUER/.test(code);

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
