import { decodePost } from '../../saml/bindings/post.ts';
import { openResponse, type ReceivedResponse } from '../../saml/response.ts';
import type { CheckRun } from '../checking/check-run.ts';
import type { CodedCheck } from '../checking/coded-check.ts';
import type { Read } from '../checking/reading-checks.ts';
import { readingChecks } from './checks/coded.ts';

export interface Opened extends Read {
  readonly response: ReceivedResponse;
}

/**
 * From the form field to an opened Response: size, encoding, hardened parse. `keep` gets the bytes as soon as there are any,
 * so that a refusal can show them.
 *
 * @throws {SpError} by `run`
 */
export function readResponse(
  encoded: string,
  run: CheckRun,
  keep: (xml: Uint8Array) => void,
): Opened {
  let bytes = 0;
  const open = () => {
    const xml = decodePost(encoded);
    bytes = xml.length;
    keep(xml);
    return { response: openResponse(xml), bytes };
  };
  const soFar = (check: CodedCheck<Read>) => check.found({ bytes });
  return run.makeCoded(readingChecks, open, { soFar, status: 400 });
}
