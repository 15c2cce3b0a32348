import type {
  ComponentChildren,
  InputHTMLAttributes,
  SelectHTMLAttributes,
  TextareaHTMLAttributes,
} from 'preact';
import { classNames } from './class-names.ts';

interface FieldFrame {
  label: ComponentChildren;
  name: string;
  /** Default: the name. */
  id?: string | undefined;
  /** Shown below the control, in an element with role=alert; the control gets the class `has-error` (entra-saml.md 9.2). */
  error?: ComponentChildren;
  /** Id of the error text; default `<id>Error`. Entra uses `usernameError` and `passwordError`. */
  errorId?: string | undefined;
  /** One line below the label: what to type. */
  hint?: ComponentChildren;
  /** Shows the label to assistive technology only; set a placeholder then. */
  hideLabel?: boolean | undefined;
  /** Shows "(optional)" after the label. */
  optional?: boolean | undefined;
  /** Extra class names of the control. */
  class?: string | undefined;
}

export type InputType =
  | 'text'
  | 'email'
  | 'password'
  | 'url'
  | 'tel'
  | 'search'
  | 'number'
  | 'date'
  | 'datetime-local'
  | 'time'
  | 'file';

/** The attributes of the native control; Preact's types already allow `undefined` for an absent attribute. */
type Rest<Attributes> = Omit<
  Attributes,
  keyof FieldFrame | 'className' | 'type' | 'value' | 'role' | 'size' | 'list'
> & {
  [data: `data-${string}`]: string | undefined;
};

export type FieldProps = FieldFrame & {
  type?: InputType | undefined;
  value?: string | undefined;
} & Rest<InputHTMLAttributes>;
export type TextAreaProps = FieldFrame & {
  value?: string | undefined;
} & Rest<TextareaHTMLAttributes>;
export type SelectProps = FieldFrame & {
  value?: string | undefined;
  options: readonly { value: string; label: string; disabled?: boolean | undefined }[];
} & Rest<SelectHTMLAttributes>;

/** A labelled input. All other attributes of a native input pass through: `autocomplete`, `autofocus`, `aria-*`, `data-*`. */
export function Field({ type = 'text', ...props }: FieldProps) {
  const { frame, control, rest } = parts(props);
  return (
    <Frame {...frame}>
      <input {...typed(type)} {...rest} {...control} />
    </Frame>
  );
}

/** A labelled multi-line input. */
export function TextArea(props: TextAreaProps) {
  const { frame, control, rest } = parts(props);
  return (
    <Frame {...frame}>
      <textarea rows={4} {...rest} {...control} />
    </Frame>
  );
}

/** A labelled drop-down list; `value` is the selected option's. */
export function Select({ options, value, ...props }: SelectProps) {
  const { frame, control, rest } = parts(props);
  return (
    <Frame {...frame}>
      <select {...rest} {...control}>
        {options.map((option) => (
          <option
            key={option.value}
            value={option.value}
            selected={option.value === value}
            disabled={option.disabled}
          >
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** Preact's types pair each input type with its allowed roles; a type known only at run time fits no pair, and no role is passed here. */
function typed(type: InputType) {
  return { type } as { type: 'text' };
}

function parts<Props extends FieldFrame>(props: Props) {
  const { label, hint, hideLabel, optional, error, errorId, class: extra, ...rest } = props;
  const id = props.id ?? props.name;
  const frame = { id, label, hint, hideLabel, optional, error, errorId: errorId ?? `${id}Error` };
  const described = classNames(
    hint !== undefined && `${id}Hint`,
    error !== undefined && frame.errorId,
  );
  const control = {
    id,
    class: classNames('input', error !== undefined && 'has-error', extra),
    ...(error !== undefined && { 'aria-invalid': true }),
    ...(described !== undefined && { 'aria-describedby': described }),
  };
  return { frame, control, rest };
}

function Frame({
  id,
  label,
  hint,
  hideLabel,
  optional,
  error,
  errorId,
  children,
}: Omit<FieldFrame, 'name'> & { children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id} class={hideLabel ? 'visually-hidden' : undefined}>
        {label}
        {optional && <span class="optional"> (optional)</span>}
      </label>
      {hint !== undefined && (
        <div class="hint" id={`${id}Hint`}>
          {hint}
        </div>
      )}
      {children}
      {error !== undefined && <FieldError id={errorId}>{error}</FieldError>}
    </div>
  );
}

/** Entra's error markup: `div.alert.alert-error` with an id inside role=alert (entra-saml.md 9.2). */
export function FieldError({
  id,
  children,
}: {
  id?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <div role="alert" aria-live="assertive">
      <div class="alert alert-error" id={id}>
        {children}
      </div>
    </div>
  );
}
