import { STATUS_CODES } from 'node:http';
import { shortCopy } from '../../../text-files/short-copy.ts';
import type { ScimExchange } from './exchange.ts';

/** In characters, of a body that is quoted. */
const MOST = 2000;

/** What went wrong, as Entra's provisioning log words it, with the answer of the server (scim.md a.4). */
export function errorDetail({ answer, fault }: ScimExchange): string {
  if (!answer) return fault?.sentence ?? '';
  const { status, body } = answer;
  const name = (STATUS_CODES[status] ?? String(status)).replaceAll(/[^A-Za-z0-9]/g, '');
  const shown = shortCopy(body, MOST);
  const said = `StatusCode: ${name} Message: Processing of the HTTP request resulted in an exception. Web Response: ${shown.trim() === '' ? '(empty)' : shown}`;
  return fault ? `${fault.sentence} ${said}` : said;
}
