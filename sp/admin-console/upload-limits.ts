/**
 * Bounds of a form with files, in bytes and counts. A certificate has at most 64 KiB (certs/), a federation metadata
 * document of Entra about 70; the fields also carry certificates along while a form is being corrected.
 */
export const uploadLimits = {
  fileSize: 1024 * 1024,
  files: 2,
  fields: 40,
  fieldSize: 128 * 1024,
  fieldNameSize: 100,
  parts: 42,
  headerPairs: 20,
};
