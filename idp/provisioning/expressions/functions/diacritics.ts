/**
 * What NormalizeDiacritics makes of a letter: a table, not a decomposition, as ø has none and ö becomes o, not oe (scim.md f.3). Letters that are
 * not in it stay. In small letters; capitals follow.
 */
const table: Readonly<Record<string, string>> = {
  a: 'äãàâåáąăāāảạắằẳẵặấầẩẫậǎǟǡǻȁȃȧ',
  ae: 'æǽ',
  b: 'ḃ',
  c: 'çčćĉċ',
  d: 'ďđðḋ',
  e: 'ëèéêęěēėĕẻẽẹếềểễệȅȇȩ',
  f: 'ḟ',
  g: 'ğģĝġǧǵ',
  h: 'ĥħȟ',
  i: 'ïîìíįīĩĭıỉịǐȉȋ',
  j: 'ĵǰ',
  k: 'ķǩ',
  l: 'łľĺļŀ',
  m: 'ṁ',
  n: 'ñńňņŉǹ',
  o: 'öòõôóőōŏơỏọốồổỗộớờởỡợǒǫȍȏȫȭȯ',
  oe: 'øœǿ',
  p: 'ṗ',
  r: 'řŕŗȑȓ',
  s: 'šśșşŝṡ',
  ss: 'ß',
  t: 'ťțţŧṫ',
  th: 'þ',
  u: 'üùûúůűūũŭųưủụứừửữựǔǖǘǚǜȕȗ',
  w: 'ŵẁẃẅ',
  y: 'ÿýŷỳỷỹỵȳ',
  z: 'źžż',
};

const plain = new Map<string, string>();
for (const [replacement, letters] of Object.entries(table))
  for (const letter of letters) {
    plain.set(letter, replacement);
    const capital = letter.toUpperCase();
    if (capital.length !== 1 || capital === letter || capital < '\u0080') continue;
    plain.set(capital, `${replacement[0]?.toUpperCase()}${replacement.slice(1)}`);
  }

/** Letters with marks become plain ones; a text that comes in pieces (`o` and a mark) is put together first. */
export const withoutDiacritics = (text: string): string =>
  Array.from(text.normalize('NFC'), (letter) => plain.get(letter) ?? letter).join('');
