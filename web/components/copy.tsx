import { classNames } from './class-names.ts';
import { Icon } from './icons.tsx';

/**
 * A button that copies `value` to the clipboard. Hidden in the markup and shown by `assets/copy.js` (`<Page scripts={['copy']}>`), because
 * it does nothing without scripts. `label` names what is copied: "Copy Login URL".
 */
export function CopyButton({
  value,
  label,
  text = false,
}: {
  value: string;
  label: string;
  text?: boolean | undefined;
}) {
  return (
    <button
      type="button"
      class={classNames('copy', text && 'copy-text')}
      data-copy={value}
      aria-label={`Copy ${label}`}
      title={`Copy ${label}`}
      hidden
    >
      <Icon name="copy" />
      <span class={text ? 'copy-word' : 'copy-word visually-hidden'}>Copy</span>
    </button>
  );
}

/** A value with its copy button. Lines break anywhere, because ids and URLs have no spaces. */
export function CopyValue({ value, label }: { value: string; label: string }) {
  return (
    <span class="copy-value">
      <code>{value}</code>
      <CopyButton value={value} label={label} />
    </span>
  );
}
