import { decodePost } from '../../saml/bindings/post.ts';
import { openResponse, type ReceivedResponse } from '../../saml/response.ts';
import type { CheckRun } from '../checking/check-run.ts';
import { checkOf } from '../checking/coded-check.ts';
import { readingChecks } from './checks/coded.ts';

export interface Opened {
  readonly response: ReceivedResponse;
  readonly xml: Uint8Array;
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
  try {
    const xml = decodePost(encoded);
    bytes = xml.length;
    keep(xml);
    const response = openResponse(xml);
    for (const check of readingChecks) passOne(run, check, bytes);
    return { response, xml };
  } catch (error) {
    const failed = checkOf(readingChecks, error);
    if (!failed || !(error instanceof Error)) throw error;
    for (const check of readingChecks.slice(0, readingChecks.indexOf(failed)))
      passOne(run, check, bytes);
    return run.refuse(failed, {
      expected: failed.expected,
      found: error.message,
      status: 400,
    });
  }
}

function passOne(run: CheckRun, check: (typeof readingChecks)[number], bytes: number): void {
  run.pass(check, { expected: check.expected, found: check.found({ bytes }) });
}
