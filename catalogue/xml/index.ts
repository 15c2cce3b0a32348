import type { CatalogueCase } from '../case.ts';
import { xmlBillionLaughs } from './billion-laughs.ts';
import { xmlCdataNameId } from './cdata.ts';
import { xmlEncodingMismatch, xmlInvalidUtf8, xmlUtf16 } from './character-encoding.ts';
import { xmlCommentAttribute, xmlCommentNameId } from './comments.ts';
import { xmlDoctype, xmlEntityInNameId } from './doctype.ts';
import { xmlExternalEntity } from './external-entity.ts';
import { xmlAttributeFlood, xmlDeepNesting } from './large-trees.ts';
import { xmlNamespaceLookalike } from './namespace-lookalike.ts';
import { xmlPiNameId } from './processing-instruction.ts';
import { xmlDeflateBomb, xmlNotBase64 } from './transport.ts';

/** The XML document: its bytes, its declarations, its size, and text that two parsers may read as different values. */
export const xmlCases: readonly CatalogueCase[] = [
  xmlDoctype,
  xmlExternalEntity,
  xmlBillionLaughs,
  xmlEntityInNameId,
  xmlCommentNameId,
  xmlCommentAttribute,
  xmlPiNameId,
  xmlCdataNameId,
  xmlNamespaceLookalike,
  xmlDeepNesting,
  xmlAttributeFlood,
  xmlInvalidUtf8,
  xmlUtf16,
  xmlEncodingMismatch,
  xmlDeflateBomb,
  xmlNotBase64,
];
