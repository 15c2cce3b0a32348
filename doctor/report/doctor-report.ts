import { thumbprint } from '../../certs/certificate.ts';
import type { FindingSeverity } from '../../lint/index.ts';
import { type Diagnosis, examine } from '../examine.ts';
import type { GoLive } from '../go-live.ts';

/** The JSON of `samlab doctor --json`. */
export interface DoctorReport extends Diagnosis {
  readonly format: 'samlab-doctor/1';
  readonly application: { readonly displayName: string; readonly appId: string };
  readonly tenant: {
    readonly tenantId: string;
    readonly entityId: string;
    readonly loginUrl: string;
    readonly logoutUrl?: string;
    readonly certificates: readonly {
      readonly thumbprint: string;
      readonly subject: string;
      /** ISO 8601. */
      readonly notBefore: string;
      readonly notAfter: string;
    }[];
  };
}

/** Compares an application of the lab with the real tenant, for readers. */
export function doctorReport(live: GoLive): DoctorReport {
  const { app, tenant } = live;
  return {
    format: 'samlab-doctor/1',
    application: { displayName: app.displayName, appId: app.appId },
    tenant: {
      tenantId: tenant.tenantId,
      entityId: tenant.entityId,
      loginUrl: tenant.loginUrl,
      ...(tenant.logoutUrl !== undefined && { logoutUrl: tenant.logoutUrl }),
      certificates: tenant.certificates.map((each) => ({
        thumbprint: thumbprint(each),
        subject: each.subject,
        notBefore: each.notBefore.toISOString(),
        notAfter: each.notAfter.toISOString(),
      })),
    },
    ...examine(live),
  };
}

/** How many findings have this severity. */
export const countOf = ({ findings }: Diagnosis, severity: FindingSeverity): number =>
  findings.filter((each) => each.severity === severity).length;

/** The result in a sentence. */
export function verdictOf(report: DoctorReport): string {
  const { application, tenant } = report;
  const errors = countOf(report, 'error');
  const warnings = countOf(report, 'warning');
  const where = `${application.displayName} at the tenant ${tenant.tenantId}`;
  if (errors > 0)
    return `${where}: ${count(errors, 'thing')} will fail, ${count(warnings, 'more')} may.`;
  if (warnings > 0)
    return `${where}: nothing will fail for everyone as far as samlab can see, ${count(warnings, 'thing')} may.`;
  return `${where}: samlab found nothing that will fail.`;
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 || what === 'more' ? '' : 's'}`;
