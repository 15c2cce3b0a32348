import { pageInOneFile } from '../../web/http/page-in-one-file.tsx';
import type { ExplanationReport } from './explanation-report.ts';
import { ExplanationView } from './explanation-view.tsx';

/** The report as a page in one file, with its style sheet inside; it loads nothing. */
export function reportPage(report: ExplanationReport): string {
  return pageInOneFile({
    title: 'A capture explained - samlab',
    heading: 'Why did this sign-in fail?',
    children: <ExplanationView {...report} />,
  });
}
