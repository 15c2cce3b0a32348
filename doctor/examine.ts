import type { FindingSeverity } from '../lint/index.ts';
import { checklistAtEntra } from './checklist/at-entra.ts';
import { checklistAtServiceProvider } from './checklist/at-service-provider.ts';
import type { ChecklistItem } from './checklist/checklist-item.ts';
import type { Finding } from './finding.ts';
import type { GoLive } from './go-live.ts';
import { addressFindings } from './rules/addresses.ts';
import { certificateFindings } from './rules/certificates.ts';
import { claimFindings } from './rules/claims.ts';
import { clockFindings } from './rules/clocks.ts';
import { requestFindings } from './rules/requests.ts';
import { serviceProviderFindings } from './rules/service-provider.ts';
import { trustFindings } from './rules/trust.ts';
import { sentRequests } from './sent-requests.ts';

/** What keeps an application of the lab from working with the real tenant. */
export interface Diagnosis {
  /** The most severe first. */
  readonly findings: readonly Finding[];
  /** In the order in which to do it. */
  readonly checklist: readonly ChecklistItem[];
  /** Sentences: what could not be compared. */
  readonly notChecked: readonly string[];
}

const order: readonly FindingSeverity[] = ['error', 'warning', 'note'];

/** Compares an application of the lab with the real tenant. */
export function examine(live: GoLive): Diagnosis {
  const findings = [
    ...addressFindings(live),
    ...trustFindings(live),
    ...certificateFindings(live),
    ...serviceProviderFindings(live),
    ...requestFindings(live),
    ...claimFindings(live),
    ...clockFindings(live),
  ];
  return {
    findings: order.flatMap((severity) => findings.filter((each) => each.severity === severity)),
    checklist: [...checklistAtEntra(live), ...checklistAtServiceProvider(live)],
    notChecked: notChecked(live),
  };
}

function notChecked({ app, exchanges, serviceProvider, trusted, clockAheadMs }: GoLive): string[] {
  const { issuer, loginUrl, certificates } = trusted;
  return [
    ...(sentRequests(exchanges).length > 0
      ? []
      : [
          `Requests, and the clock of the service provider: no sign-in of ${app.displayName} is recorded. Sign in from the service provider once, then ask again.`,
        ]),
    ...(serviceProvider
      ? []
      : ['The metadata of the service provider: name it with --sp-metadata.']),
    ...(issuer !== undefined || loginUrl !== undefined || certificates.length > 0
      ? []
      : [
          'What the service provider has as its identity provider now: give the metadata that it has loaded with --trusted-metadata, or single values with --trusted-certificate, --trusted-issuer and --trusted-login-url.',
        ]),
    ...(clockAheadMs === undefined
      ? [
          'The clock of this machine: give the metadata as a URL to have it compared with the clock of its server.',
        ]
      : []),
  ];
}
