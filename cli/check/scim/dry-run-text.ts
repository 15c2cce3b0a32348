import { planScim, plural, skippedByReason } from '../../../check/index.ts';
import { printable } from '../../../text-files/printable.ts';
import type { ScimCommandOptions } from './options.ts';
import { grantsOf } from './read-client.ts';

/** What `--dry-run` prints: every request that would be sent, by case. */
export async function scimDryRunText(options: ScimCommandOptions): Promise<string> {
  const { tenantUrl, cases, neededToSend } = options;
  const grants = options.client && grantsOf(options.client, undefined);
  const planned = await planScim(cases, { ...options, grants });
  const played = planned.filter(({ skipped }) => skipped === undefined);
  const skipped = skippedByReason(
    planned.flatMap(({ id, skipped: reason }) => (reason === undefined ? [] : [{ id, reason }])),
  );
  const requests = played.reduce((sum, each) => sum + each.requests.length, 0);
  return [
    '',
    '  Nothing was sent: this is what the check would do.',
    '',
    `  SCIM server  ${tenantUrl.base}`,
    `  Counts       ${plural(cases.length, 'case')}, ${plural(played.length, 'run')} to play with about ${plural(requests, 'request')}, and the clean-up`,
    '  Placeholders ID-1 is an id that the server gives, GUID a random one, samlab-RUN-1 a name of this check.',
    ...played.flatMap(({ of, id, requests: sent }) => [
      '',
      `  ${id}  ${of.title}`,
      ...sent.flatMap(({ method, path, body }) => [
        `    ${method} ${path}`,
        ...(body === undefined ? [] : [`      ${body}`]),
      ]),
    ]),
    ...(skipped.length > 0 ? ['', '  Skipped:'] : []),
    ...skipped.map(({ reason, ids }) => `  ${ids.join(', ')}: ${reason}`),
    ...(neededToSend.length > 0 ? ['', '  To send this:'] : []),
    ...neededToSend.map((sentence) => `  ${sentence}`),
    '',
    '',
  ]
    .map(printable)
    .join('\n');
}
