import { existsSync, readFileSync } from 'node:fs';
import { type DropInOptions, dropInKeyFault } from '../../lab/index.ts';

/** Where the image has SimpleSAMLphp; people mount files of theirs over its own. */
export const IMAGE_FOLDER = '/var/www/simplesamlphp';

/** What SimpleSAMLphp would do with a file that people mount, and the drop-in does not read. */
const unread = {
  'metadata/saml20-sp-remote.php':
    'it knows the one service provider of the variables SIMPLESAMLPHP_SP_*',
  'metadata/saml20-idp-hosted.php': 'it signs and names users as the image does by default',
  'metadata/saml20-idp-remote.php': 'it hands no sign-in on to another identity provider',
  'config/config.php': 'it has the settings that the image has by default',
} as const;

/** A sentence for each mounted file that would change something in the image, and would change nothing here. */
export const mountedFaults = (folder = IMAGE_FOLDER): string[] =>
  Object.entries(unread)
    .filter(([name]) => existsSync(`${folder}/${name}`))
    .map(
      ([name, instead]) =>
        `The file ${folder}/${name} is mounted, which --drop-in does not read: ${instead}. Take the mount away, if your tests need nothing of it.`,
    );

/** The key pair that is mounted in the place of the image's. @returns undefined without one, or with faults */
export function mountedKey(faults: string[], folder = IMAGE_FOLDER): DropInOptions['key'] {
  const [certificateFile, keyFile] = [`${folder}/cert/server.crt`, `${folder}/cert/server.pem`];
  const there = [certificateFile, keyFile].filter((file) => existsSync(file));
  if (there.length === 0) return undefined;
  if (there.length === 1) {
    faults.push(
      `The file ${there[0]} is mounted, and not its other half: --drop-in needs both ${certificateFile} and ${keyFile}, or none.`,
    );
    return undefined;
  }
  try {
    const key = {
      certificate: readFileSync(certificateFile, 'utf8'),
      privateKey: readFileSync(keyFile, 'utf8'),
    };
    const fault = dropInKeyFault(key);
    if (fault === undefined) return key;
    faults.push(`The key in ${certificateFile} and ${keyFile} ${fault}.`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    faults.push(`The files ${certificateFile} and ${keyFile} cannot be read (${code}).`);
  }
  return undefined;
}
