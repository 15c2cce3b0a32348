import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { classNames } from './class-names.ts';

export type Appearance = 'primary' | 'secondary' | 'subtle' | 'danger' | 'link';

interface ButtonProps {
  children: ComponentChildren;
  id?: string | undefined;
  name?: string | undefined;
  value?: string | undefined;
  type?: 'submit' | 'button' | 'reset' | undefined;
  appearance?: Appearance | undefined;
  class?: string | undefined;
  disabled?: boolean | undefined;
  /** For a button that sends its form elsewhere than the form's own action. */
  formaction?: ButtonHTMLAttributes<HTMLButtonElement>['formaction'];
  formnovalidate?: boolean | undefined;
  /** The form's id, for a button that stands outside of it. */
  form?: string | undefined;
  title?: string | undefined;
  'aria-label'?: string | undefined;
  'aria-describedby'?: string | undefined;
  [data: `data-${string}`]: string | undefined;
}

/** A native button; it submits its form unless `type` says otherwise. `appearance="link"` looks like a link and still posts. */
export function Button({
  children,
  appearance = 'primary',
  type = 'submit',
  class: extra,
  ...rest
}: ButtonProps) {
  return (
    <button type={type} {...rest} class={classNames('button', `button-${appearance}`, extra)}>
      {children}
    </button>
  );
}

/** Entra's primary control is `input[type=submit]` (`#idSIButton9`, entra-saml.md 9.2), not a button element. */
export function SubmitInput({
  value,
  appearance = 'primary',
  class: extra,
  ...rest
}: {
  value: string;
  id?: string | undefined;
  name?: string | undefined;
  appearance?: Appearance | undefined;
  class?: string | undefined;
  disabled?: boolean | undefined;
  formaction?: string | undefined;
  formnovalidate?: boolean | undefined;
  tabIndex?: number | undefined;
  'aria-describedby'?: string | undefined;
}) {
  return (
    <input
      type="submit"
      {...rest}
      value={value}
      class={classNames('button', `button-${appearance}`, extra)}
    />
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({
  children,
  appearance = 'secondary',
  class: extra,
  ...rest
}: {
  href: string;
  children: ComponentChildren;
  id?: string | undefined;
  appearance?: Appearance | undefined;
  class?: string | undefined;
  download?: string | boolean | undefined;
  target?: string | undefined;
  rel?: string | undefined;
  'aria-label'?: string | undefined;
}) {
  return (
    <a {...rest} class={classNames('button', `button-${appearance}`, extra)}>
      {children}
    </a>
  );
}

/** A value that travels with the form unseen. */
export function HiddenField({
  name,
  value,
  id,
}: {
  name: string;
  value: string;
  id?: string | undefined;
}) {
  return <input type="hidden" name={name} value={value} id={id} />;
}

/** The token that `csrf.ts` asks for; `name` must be the field it was set up with. */
export function CsrfField({ token, name = '_csrf' }: { token: string; name?: string | undefined }) {
  return <HiddenField name={name} value={token} />;
}

interface ChoiceProps {
  label: ComponentChildren;
  name: string;
  id?: string | undefined;
  value?: string | undefined;
  checked?: boolean | undefined;
  disabled?: boolean | undefined;
  required?: boolean | undefined;
  /** A line below the label. */
  hint?: ComponentChildren;
  class?: string | undefined;
}

/** A tick box with its label; unticked it sends nothing, as HTML has it. `value` is `on` unless given. */
export function Checkbox(props: ChoiceProps) {
  return <Choice type="checkbox" {...props} />;
}

/** One of several with the same name; ids differ by value unless given. */
export function Radio(props: ChoiceProps & { value: string }) {
  return <Choice type="radio" {...props} id={props.id ?? `${props.name}-${props.value}`} />;
}

function Choice({
  label,
  hint,
  class: extra,
  id,
  ...rest
}: ChoiceProps & { type: 'checkbox' | 'radio' }) {
  const own = id ?? rest.name;
  return (
    <div class={classNames('choice', extra)}>
      <input {...rest} id={own} aria-describedby={hint === undefined ? undefined : `${own}Hint`} />
      <label for={own}>{label}</label>
      {hint !== undefined && (
        <div class="hint" id={`${own}Hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}

/** Groups controls under one name, for radios and related ticks. */
export function FieldSet({
  legend,
  hint,
  children,
}: {
  legend: ComponentChildren;
  hint?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <fieldset class="field-set">
      <legend>{legend}</legend>
      {hint !== undefined && <div class="hint">{hint}</div>}
      {children}
    </fieldset>
  );
}

/** The buttons at the end of a form; the main one comes first in the document and stands at the right with `end`. */
export function Actions({
  children,
  end = false,
}: {
  children: ComponentChildren;
  end?: boolean | undefined;
}) {
  return <div class={classNames('actions', end && 'actions-end')}>{children}</div>;
}
