import type { DrillStep, DrillVerdict } from './report.ts';

/** What to do about a verdict; undefined when nothing is. @param metadataUrl of the application at the lab */
export function adviceFor(
  step: DrillStep,
  verdict: DrillVerdict,
  metadataUrl: string,
): string | undefined {
  switch (verdict) {
    case 'survives':
    case 'survives-through-metadata':
    case 'not-tried':
      return undefined;
    case 'needs-upload':
      return `Upload the new certificate when you make it active, in a time when nobody signs in; or, if the service provider can hold two, before. Better: let it read the App Federation Metadata Url by itself, here ${metadataUrl}`;
    case 'accepts-any':
      return 'Trust only certificates that were given to the service provider, never the one in the message. "samlab check --group sig" shows what else it accepts.';
    case 'fails':
      return forFailure[step];
  }
}

const forFailure: Readonly<Record<DrillStep, string>> = {
  baseline: 'Let the service provider trust the active certificate.',
  publish:
    'Accept every signing certificate of the metadata, not only one of them: during a rollover there are two (SAML Metadata 2.4.1.1).',
  switch:
    'Accept every signing certificate of the metadata, and use new metadata without a restart; then repeat the drill.',
  retire:
    'Give the service provider the active certificate before the first one is deleted; in Entra a deleted certificate does not come back.',
  expire:
    'Renew the certificate before it expires: Entra mails 60, 30 and 7 days before. Entra itself goes on signing with an expired one.',
};
