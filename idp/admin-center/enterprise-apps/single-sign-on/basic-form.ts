import type { BasicSaml } from '../../../directory/applications/basic-saml.ts';
import type { PostedForm } from '../../posted-form.ts';

/** The lists with the default one first; rows that were left empty are gone, but for one when all are. */
export function readBasic(form: PostedForm): BasicSaml {
  return {
    identifierUris: readList(form, 'identifierUris'),
    replyUrls: readList(form, 'replyUrls'),
    signOnUrl: form.text('signOnUrl'),
    relayState: form.text('relayState'),
    logoutUrl: form.text('logoutUrl'),
  };
}

/** The two values of which there may be several. */
export type List = 'identifierUris' | 'replyUrls';

function readList(form: PostedForm, list: List): string[] {
  const values = form.all(list);
  const chosen = Number(form.text(`${list}Default`));
  const first = values.filter((_, row) => row === chosen);
  const others = values.filter((_, row) => row !== chosen);
  return [...first, ...others].filter((value) => value !== '');
}

/** The form after "Add identifier", "Add reply URL" or "Delete"; `undefined` when it was sent to be saved. */
export function changedRows(posted: PostedForm, form: BasicSaml): BasicSaml | undefined {
  const [what, list, row] = posted.text('do').split(':');
  if (list !== 'identifierUris' && list !== 'replyUrls') return undefined;
  if (what === 'add') return { ...form, [list]: [...form[list], ''] };
  if (what !== 'delete') return undefined;
  const gone = posted.all(list)[Number(row)];
  const at = form[list].indexOf(gone ?? '');
  return { ...form, [list]: form[list].filter((_, position) => position !== at) };
}
