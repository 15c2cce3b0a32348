import type { ComponentChildren } from 'preact';
import { CsrfField, HiddenField } from '../../web/components/controls.tsx';
import { MessageBar } from '../../web/components/surfaces.tsx';
import type { FieldFault } from './field-faults.ts';
import type { Shell } from './visit.ts';

export interface AdminFormProps {
  shell: Shell;
  action: string;
  /** Tag of the values that the form shows; goes back with it (see `../directory/stale-version.ts`). */
  version?: string | undefined;
  /** Sends files: the route must be an `upload`. */
  upload?: boolean | undefined;
  /** Broken rules; each is also said at its field. */
  faults?: readonly FieldFault[] | undefined;
  /** Holds values that were typed and are not stored; default: whether a rule is broken. */
  typed?: boolean | undefined;
  id?: string | undefined;
  /** On one line, for a single button in a list. */
  inline?: boolean | undefined;
  /** Opens what follows in another tab. */
  target?: '_blank' | undefined;
  children: ComponentChildren;
}

/** A form that changes something: it carries the token of this browser, and the version that it was made from. */
export function AdminForm(props: AdminFormProps) {
  const { shell, action, version, upload, faults = [], id, inline, target, children } = props;
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
      // Of what is stored, and can be changed: the script `unsaved` asks before the page is left.
      data-unsaved={version === undefined ? undefined : typed ? 'typed' : ''}
      {...(upload && { encType: 'multipart/form-data' as const })}
    >
      <CsrfField token={shell.csrf} />
      {version !== undefined && <HiddenField name="version" value={version} />}
      {faults.length > 0 && (
        <MessageBar tone="error" title="Nothing was saved yet" id="faults">
          {faults.length === 1
            ? faults[0]?.message
            : `${faults.length} fields need another look; each says why.`}
        </MessageBar>
      )}
      {children}
    </form>
  );
}

/** What is wrong with one field, for its `error`; `undefined` when nothing is. */
export function faultOf(
  faults: readonly FieldFault[] | undefined,
  field: string,
): string | undefined {
  return faults?.find((fault) => fault.field === field)?.message;
}
