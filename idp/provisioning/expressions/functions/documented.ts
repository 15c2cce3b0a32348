/** Functions of Microsoft's article that samlab does not simulate ("Reference for writing expressions for attribute mappings in Microsoft Entra ID"). */
export const notSimulated: readonly string[] = [
  'BitAnd',
  'CBool',
  'CDate',
  'ConvertToBase64',
  'ConvertToUTF8Hex',
  'DateAdd',
  'DateDiff',
  'DateFromNum',
  'IsString',
  'Now',
  'NumFromDate',
  'PCase',
  'RandomString',
  'SelectUniqueValue',
];
