import { describe, expect, test } from 'vitest';
import { escapeText } from '../xml-text.ts';
import { markupText, markupXml, runnableMarkup } from './page-markup.ts';

const page = (body: string, contentType = 'text/html; charset=utf-8') => ({ body, contentType });
const html = (content: string) => `<!doctype html><title>Refused</title><p>${content}</p>`;

describe('a browser runs', () => {
  test.each([
    ['text that is not escaped', page(html(markupText))],
    ['elements that are not escaped', page(html(markupXml))],
    ['text in an attribute', page(`<!doctype html><input value="${markupText}">`)],
    ['a page without a content type', page(html(markupText), '')],
    ['a page in upper case', page(html(markupText), 'TEXT/HTML')],
    [
      'XHTML',
      page(
        `<html xmlns="http://www.w3.org/1999/xhtml">${markupXml}</html>`,
        'application/xhtml+xml',
      ),
    ],
    ['an XML document with elements of XHTML', page(`<error>${markupXml}</error>`, 'text/xml')],
  ])('%s', (_, answer) => {
    expect(runnableMarkup(answer)).toMatch(/^<(?:img|script)>$/);
  });
});

describe('a browser does not run', () => {
  test.each([
    ['nothing', page(html('No.'))],
    ['escaped text', page(html(escapeText(markupText)))],
    ['escaped elements', page(html(escapeText(markupXml)))],
    ['text in a textarea', page(`<!doctype html><textarea>${markupXml}</textarea>`)],
    ['text in a comment', page(`<!doctype html><!-- ${markupXml} -->`)],
    ['plain text', page(markupText, 'text/plain')],
    ['JSON', page(JSON.stringify({ error: markupText }), 'application/json')],
    ['a problem document', page(JSON.stringify({ detail: markupXml }), 'application/problem+json')],
    ['XML that is not well-formed', page(`<error>${markupText}</error>`, 'application/xml')],
    [
      'XML with the markup as text',
      page(`<error>${escapeText(markupXml)}</error>`, 'application/xml'),
    ],
    [
      'an element of another namespace',
      page('<e><img onerror="samlabWasHere()"/></e>', 'text/xml'),
    ],
  ])('%s', (_, answer) => {
    expect(runnableMarkup(answer)).toBeUndefined();
  });
});
