import type { FastifyReply } from 'fastify';
import { InvalidInput } from '../../../input/invalid-input.ts';
import { StaleVersion } from '../../../input/stale-version.ts';
import type { ApplicationDetails } from '../../directory/applications/application-details.ts';
import { requireApplication } from '../../directory/applications/application-details.ts';
import type { ApplicationEdit } from '../../directory/applications/change-application.ts';
import { tagOf } from '../../directory/stale-version.ts';
import { ConflictPage } from '../conflict-page.tsx';
import { type FieldFault, fieldFaults } from '../field-faults.ts';
import type { Flash } from '../flash.ts';
import { type ApplicationVisit, applicationAddress } from './application-routes.ts';

export interface SectionForm<Values extends object> {
  /** The section's name, e.g. `Properties`. */
  subject: string;
  /** Address of the page with the form. */
  address: string;
  /** Where the form is posted; default: the page. */
  action?: string | undefined;
  /** Where a saved form leads; default: the page itself. */
  next?: string | undefined;
  /** The label of each value. */
  labels: Readonly<Record<keyof Values & string, string>>;
  /** The stored values, as the form shows them. */
  section: (app: ApplicationDetails) => Values;
  /** The tag of the stored values; default: of `section`. */
  version?: ((app: ApplicationDetails) => string) | undefined;
  typed: Values;
  /** The write function of `../../directory/`. */
  save: (edit: ApplicationEdit) => Promise<ApplicationDetails>;
  /** The form field of each property that is named differently there; see `fieldFaults`. */
  fields?: Readonly<Record<string, string>> | undefined;
  /** For the audit log. */
  activity: string;
  /** Shows the form again, as it was typed. */
  show: (faults: readonly FieldFault[]) => FastifyReply | Promise<FastifyReply>;
  /** The message afterwards; default: that the section was saved. */
  said?: Flash | undefined;
}

/** Saves one section of an application: shows broken rules at their fields, and both values when another user saved first. */
export async function saveSection<Values extends object>(
  visit: ApplicationVisit,
  sectionForm: SectionForm<Values>,
): Promise<FastifyReply> {
  const { tenantId, id } = visit;
  try {
    const tag = visit.form.version();
    const before = await sectionForm.save({ tenantId, servicePrincipalId: id, tag });
    await visit.auditApplication(
      sectionForm.activity,
      modifications(sectionForm.section(before), sectionForm.typed),
    );
    const said = sectionForm.said ?? { tone: 'success', text: `${sectionForm.subject} saved.` };
    return visit.done(sectionForm.next ?? sectionForm.address, said);
  } catch (error) {
    if (error instanceof InvalidInput)
      return sectionForm.show(fieldFaults(error.faults, sectionForm.fields));
    if (error instanceof StaleVersion) return showConflict(visit, sectionForm);
    throw error;
  }
}

async function showConflict<Values extends object>(
  visit: ApplicationVisit,
  sectionForm: SectionForm<Values>,
): Promise<FastifyReply> {
  const now = await requireApplication(visit.context.db, visit.tenantId, visit.id);
  const saved = sectionForm.section(now);
  const version = sectionForm.version?.(now) ?? tagOf(saved);
  const name = now.servicePrincipal.displayName;
  return visit.page(
    (shell) => (
      <ConflictPage
        shell={shell}
        section="apps"
        subject={sectionForm.subject}
        action={sectionForm.action ?? sectionForm.address}
        back={sectionForm.address}
        version={version}
        fields={modifications(saved, sectionForm.typed, sectionForm.labels).map((one) => ({
          label: one.displayName,
          saved: one.oldValue,
          typed: one.newValue,
        }))}
        sent={visit.form.entries()}
        trail={[
          { title: 'Enterprise apps', href: '/admin/apps' },
          { title: name, href: applicationAddress(visit.id) },
        ]}
      />
    ),
    409,
  );
}

/** Each value before and after, in words. */
function modifications<Values extends object>(
  before: Values,
  after: Values,
  labels: Readonly<Partial<Record<string, string>>> = {},
) {
  return Object.entries(after).map(([name, value]) => ({
    displayName: labels[name] ?? name,
    oldValue: inWords((before as Record<string, unknown>)[name]),
    newValue: inWords(value),
  }));
}

function inWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map(inWords).join('\n');
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return String(value ?? '');
}
