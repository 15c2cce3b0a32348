import { type Group, groupNames } from '../../catalogue/index.ts';
import { type Phase, phases } from '../scim/phases.ts';

/** The groups of cases in reports, in order: those of the catalogue, then the phases of provisioning. A report has only one of the two kinds. */
export const reportGroups: Readonly<Record<ReportGroup, string>> = { ...groupNames, ...phases };

export type ReportGroup = Group | Phase;

export const reportGroupNames = Object.keys(reportGroups) as readonly ReportGroup[];
