import type { ComponentChildren } from 'preact';
import { CsrfField, HiddenField } from '../../web/components/controls.tsx';
import { MessageBar } from '../../web/components/surfaces.tsx';
import type { FieldFault } from './field-faults.ts';
import type { Shell } from './visit.ts';

export interface AdminFormProps {
  shell: Shell;
  action: string;
  /** Tag of the values that the form shows, sent back with it (see `../directory/stale-version.ts`). */
  version?: string | undefined;
  /** For forms with files; the route must be an `upload`. */
  upload?: boolean | undefined;
  /** Broken rules; each is also shown at its field. */
  faults?: readonly FieldFault[] | undefined;
  /** What did not happen because of them. */
  refused?: string | undefined;
  /** Whether the form shows unsaved input; default: whether a rule is broken. */
  typed?: boolean | undefined;
  id?: string | undefined;
  /** On one line, for a single button in a list. */
  inline?: boolean | undefined;
  /** Opens the response in another tab. */
  target?: '_blank' | undefined;
  children: ComponentChildren;
}

/** A form that changes something: it carries the CSRF token, and the version that it was made from. */
export function AdminForm(props: AdminFormProps) {
  const { shell, action, version, upload, faults = [], id, inline, target, children } = props;
  const { refused = 'Nothing was saved' } = props;
  const { typed = faults.length > 0 } = props;
  return (
    <form
      method="post"
      action={action}
      id={id}
      class={inline ? 'inline' : undefined}
      target={target}
      rel={target && 'noopener'}
      noValidate
      // The script `unsaved` asks before the user leaves a page with unsaved changes.
      data-unsaved={version === undefined ? undefined : typed ? 'typed' : ''}
      {...(upload && { encType: 'multipart/form-data' as const })}
    >
      <CsrfField token={shell.csrf} />
      {version !== undefined && <HiddenField name="version" value={version} />}
      {faults.length > 0 && (
        <MessageBar tone="error" title={refused} id="faults">
          {faults.length === 1
            ? faults[0]?.message
            : `${faults.length} fields have errors; see the message at each.`}
        </MessageBar>
      )}
      {children}
    </form>
  );
}

/** The message for the `error` of a field, if it has a fault. */
export function faultOf(
  faults: readonly FieldFault[] | undefined,
  field: string,
): string | undefined {
  return faults?.find((fault) => fault.field === field)?.message;
}
