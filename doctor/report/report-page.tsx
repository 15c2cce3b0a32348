import { pageInOneFile } from '../../web/http/page-in-one-file.tsx';
import type { DoctorReport } from './doctor-report.ts';
import { DoctorView } from './doctor-view.tsx';

/** The report as a page in one file, with its style sheet inside; it loads nothing. */
export function doctorPage(report: DoctorReport): string {
  const { displayName } = report.application;
  return pageInOneFile({
    title: `${displayName} goes live - samlab`,
    heading: `Is ${displayName} ready for the real tenant?`,
    children: <DoctorView {...report} />,
  });
}
