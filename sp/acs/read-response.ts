import { decodePost } from '../../saml/bindings/post.ts';
import { openResponse, type ReceivedResponse } from '../../saml/response.ts';
import type { CheckRun } from '../checking/check-run.ts';
import type { CodedCheck } from '../checking/coded-check.ts';
import type { Read } from '../checking/reading-checks.ts';
import { readingChecks } from './checks/coded.ts';

export interface Opened extends Read {
  readonly response: ReceivedResponse;
  /** NOT verified: for explaining a refusal only. */
  readonly xml: Uint8Array;
}

/**
 * Decodes and parses the form field: size, encoding, hardened parser. `keep` receives the bytes as soon as they are decoded,
 * so that a refusal can show them.
 *
 * @throws {SpError} when a reading check fails
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
    return { response: openResponse(xml), bytes, xml };
  };
  const soFar = (check: CodedCheck<Read>) => check.found({ bytes });
  return run.makeCoded(readingChecks, open, { soFar, status: 400 });
}
