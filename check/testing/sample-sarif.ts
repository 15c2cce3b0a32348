import type { Log } from 'sarif';
import { allCases } from '../../catalogue/index.ts';
import type { CheckReport } from '../report/report.ts';
import { toSarif } from '../report/sarif/to-sarif.ts';
import { sampleReport, sampleRun } from './sample-report.ts';

/** SARIF that points to line 3 of a settings file. */
export const sampleSarif = (report: CheckReport): Log =>
  toSarif(report, {
    location: {
      uri: 'service/samlab-check.yaml',
      region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 40 },
      lineHash: '271789c17abda88f:1',
    },
    documentation: 'file:///samlab/docs/catalogue.md',
  });

/** A report in which every case of the catalogue is a finding. */
export const everyFinding = (): CheckReport =>
  sampleReport(
    allCases.map(({ id, group, title, severity, verdict, basis, risk, fix }) => ({
      ...{ id, group, title, severity, basis, risk, fix },
      expected: verdict,
      verdict: 'fail',
      runs: [
        sampleRun(id, { verdict: 'fail', reason: 'Accepted a response that must be refused.' }),
      ],
    })),
  );
