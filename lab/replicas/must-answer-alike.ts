import type { LabData } from '../data-folder.ts';
import { LabError } from '../errors.ts';

/**
 * Replicas answer at the same URLs: through a proxy, which gives each request to one of them.
 *
 * @throws {LabError} `other_urls`
 */
export function mustAnswerAlike(
  { place, shared, labFile }: LabData,
  urls: { idp: string; sp: string },
): void {
  const { urls: before } = labFile;
  if (!shared?.othersRun || !before || (before.idp === urls.idp && before.sp === urls.sp)) return;
  throw new LabError(
    'other_urls',
    `The lab in ${place} answers at ${before.idp} and ${before.sp}; this replica would answer at ${urls.idp} and ${urls.sp}. Give all replicas the same public URLs.`,
  );
}
