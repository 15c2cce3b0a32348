import type { ComponentChildren } from 'preact';
import { Actions, CsrfField } from '../../../web/components/controls.tsx';
import type { AdminFrame } from '../admin-page.tsx';

interface PostFormProps {
  readonly frame: AdminFrame;
  readonly action: string;
  readonly children: ComponentChildren;
}

/** Buttons that change something. */
export function PostForm({ frame, action, children }: PostFormProps) {
  return (
    <form method="post" action={action}>
      <CsrfField token={frame.csrfToken} />
      <Actions>{children}</Actions>
    </form>
  );
}
