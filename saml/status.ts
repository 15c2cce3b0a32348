import { attribute, childNamed, type Element, trimmedText } from './dom.ts';
import { ns } from './names.ts';
import { withoutUndefined } from './without-undefined.ts';

/** SAML Core 3.2.2.1; codes as sent; empty when missing. */
export interface Status {
  code: string;
  subcode?: string;
  message?: string;
}

/** @param response any message of StatusResponseType. */
export function readStatus(response: Element): Status {
  const status = childNamed(response, ns.protocol, 'Status');
  const code = status && childNamed(status, ns.protocol, 'StatusCode');
  const subcode = code && childNamed(code, ns.protocol, 'StatusCode');
  return withoutUndefined({
    code: (code && attribute(code, 'Value')) ?? '',
    subcode: subcode && attribute(subcode, 'Value'),
    message: status && trimmedText(childNamed(status, ns.protocol, 'StatusMessage')),
  });
}
