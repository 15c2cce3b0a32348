import { JSONParser } from '@streamparser/json';
import { StringShortener } from './shorten-strings.ts';

/** In bytes as written, of one string. A message of 256 KiB, encoded twice and escaped, is shorter. */
const MAX_STRING = 2 * 1024 * 1024;

export type JsonEntries = 'complete' | 'cut off' | 'not JSON';

/** Where HAR and SAML-tracer keep one request after the other. */
const paths = ['$.log.entries.*', '$.requests.*'] as const;

/**
 * Reads a JSON text as a stream, and hands over one entry of a HAR file or of a SAML-tracer export after the other. It never holds more than one
 * entry, nor more than 2 MiB of one string; longer strings are cut.
 *
 * @param visit gets an entry, and the name of the list that it is in: `entries` (HAR) or `requests` (SAML-tracer)
 * @returns whether the text was complete
 */
export async function readJsonEntries(
  chunks: AsyncIterable<Uint8Array>,
  visit: (entry: unknown, list: 'entries' | 'requests') => void,
): Promise<JsonEntries> {
  const parser = new JSONParser({
    paths: [...paths],
    keepStack: false,
    stringBufferSize: 64 * 1024,
  });
  let list: 'entries' | 'requests' = 'entries';
  let failed = false;
  let ended = false;
  parser.onValue = ({ value, stack }) => {
    list = stack[1]?.key === 'log' ? 'entries' : 'requests';
    visit(value, list);
  };
  parser.onError = () => {
    failed = true;
  };
  parser.onEnd = () => {
    ended = true;
  };
  const shortener = new StringShortener(MAX_STRING);
  for await (const chunk of chunks) {
    if (failed || ended) continue; // drain it, so that the source can close
    try {
      parser.write(shortener.write(chunk));
    } catch {
      failed = true;
    }
  }
  if (failed) return 'not JSON';
  return ended ? 'complete' : 'cut off';
}
