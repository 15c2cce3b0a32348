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
  /** For a button that submits its form to a different address than the form's action. */
  formaction?: ButtonHTMLAttributes<HTMLButtonElement>['formaction'];
  formnovalidate?: boolean | undefined;
  /** The form's id, for a button outside the form. */
  form?: string | undefined;
  title?: string | undefined;
  'aria-label'?: string | undefined;
  'aria-describedby'?: string | undefined;
  [data: `data-${string}`]: string | undefined;
}

/** A native button that submits its form unless `type` says otherwise. `appearance="link"` looks like a link but still posts. */
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
export function SubmitInput(props: InputButtonProps) {
  return <InputButton type="submit" {...props} />;
}

/** A button that only a script makes work; without scripts it is hidden. Offer another control in `noscript`. */
export function ScriptedInput(props: InputButtonProps) {
  return <InputButton type="button" {...props} class={classNames('needs-scripts', props.class)} />;
}

interface InputButtonProps {
  value: string;
  id?: string | undefined;
  name?: string | undefined;
  appearance?: Appearance | undefined;
  class?: string | undefined;
  disabled?: boolean | undefined;
  formaction?: string | undefined;
  formnovalidate?: boolean | undefined;
  tabIndex?: number | undefined;
  hidden?: boolean | undefined;
  'aria-describedby'?: string | undefined;
  [data: `data-${string}`]: string | undefined;
}

function InputButton({
  type,
  value,
  appearance = 'primary',
  class: extra,
  ...rest
}: InputButtonProps & { type: 'submit' | 'button' }) {
  return (
    <input
      type={type}
      {...rest}
      value={value}
      class={classNames('button', `button-${appearance}`, extra)}
    />
  );
}

/** A link that looks like a button: it navigates and changes nothing. */
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

/** A hidden input. */
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

/** The token that `csrf.ts` requires; `name` must be the field that it was registered with. */
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

/** A checkbox with its label; unticked it submits nothing, as in HTML. `value` defaults to `on`. */
export function Checkbox(props: ChoiceProps) {
  return <Choice type="checkbox" {...props} />;
}

/** One of several radio buttons with the same name; the id defaults to name and value. */
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
  const inputId = id ?? rest.name;
  return (
    <div class={classNames('choice', extra)}>
      <input
        {...rest}
        id={inputId}
        aria-describedby={hint === undefined ? undefined : `${inputId}Hint`}
      />
      <label for={inputId}>{label}</label>
      {hint !== undefined && (
        <div class="hint" id={`${inputId}Hint`}>
          {hint}
        </div>
      )}
    </div>
  );
}

/** Groups related radio buttons or checkboxes under one legend. */
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

/** The buttons at the end of a form; the primary button comes first in the document, and `end` aligns it to the right. */
export function Actions({
  children,
  end = false,
}: {
  children: ComponentChildren;
  end?: boolean | undefined;
}) {
  return <div class={classNames('actions', end && 'actions-end')}>{children}</div>;
}
