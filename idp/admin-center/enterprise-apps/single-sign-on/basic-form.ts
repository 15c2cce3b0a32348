import type { basicSamlOf } from '../../../directory/applications/basic-saml.ts';
import type { RedirectUriSetting } from '../../../directory/applications/reply-url-indexes.ts';
import type { PostedForm } from '../../posted-form.ts';

/** Basic SAML Configuration as its form shows it: an empty address is `''`. */
export type BasicForm = ReturnType<typeof basicSamlOf>;

/** Reads the lists with the default value first, without the empty rows. */
export function readBasic(form: PostedForm): BasicForm {
  return {
    identifierUris: readList(form, 'identifierUris'),
    replyUrls: readList(form, 'replyUrls'),
    redirectUriSettings: readIndexes(form),
    signOnUrl: form.text('signOnUrl'),
    relayState: form.text('relayState'),
    logoutUrl: form.text('logoutUrl'),
  };
}

/** Each row of Reply URLs has a field for its index. */
function readIndexes(form: PostedForm): RedirectUriSetting[] {
  const indexes = form.all('replyUrlIndex');
  return form
    .all('replyUrls')
    .map((uri, row) => ({ uri, index: indexes[row] ?? '' }))
    .filter(({ uri, index }) => uri !== '' && index !== '')
    .map(({ uri, index }) => ({ uri, index: Number(index) }));
}

/** The two properties with several values. */
export type List = 'identifierUris' | 'replyUrls';

function readList(form: PostedForm, list: List): string[] {
  const values = form.all(list);
  const chosen = Number(form.text(`${list}Default`));
  const first = values.filter((_, row) => row === chosen);
  const others = values.filter((_, row) => row !== chosen);
  return [...first, ...others].filter((value) => value !== '');
}

/** The form after "Add identifier", "Add reply URL" or "Delete"; `undefined` when it was sent to be saved. */
export function changedRows(posted: PostedForm, form: BasicForm): BasicForm | undefined {
  const [what, list, row] = posted.text('do').split(':');
  if (list !== 'identifierUris' && list !== 'replyUrls') return undefined;
  if (what === 'add') return { ...form, [list]: [...form[list], ''] };
  if (what !== 'delete') return undefined;
  const gone = posted.all(list)[Number(row)];
  const at = form[list].indexOf(gone ?? '');
  return { ...form, [list]: form[list].filter((_, position) => position !== at) };
}
