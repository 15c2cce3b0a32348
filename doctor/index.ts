/** The public face of doctor: other folders import nothing else of it. */
export type { GoLive } from './go-live.ts';
export { labApplicationOf } from './lab-application.ts';
export { NotRealTenant, readRealTenant } from './real-tenant.ts';
export { countOf, doctorReport } from './report/doctor-report.ts';
export { doctorPage } from './report/report-page.tsx';
export { doctorText } from './report/report-text.ts';
export { type TrustedNow, trustedByMetadata } from './trusted-now.ts';
