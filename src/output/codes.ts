/** Codes of the facts that this room states, each with the parameters that its message needs. */
import type { Fact, None } from '../fact.js';

/** Why something cannot be written. `error` is the system's code ('ENOSPC'). */
export interface OutputErrorParams {
  /** The report, by its path; null: standard output. */
  'report-unwritten': { readonly path: string | null; readonly error: string };
  /** A file that the UI saves. */
  'file-exists': { readonly path: string };
  'file-unsaved': { readonly path: string; readonly error: string };
  /** --extract: the directory cannot be used at all. */
  'directory-unusable': { readonly directory: string; readonly error: Fact<OutputErrorParams> };
  system: { readonly error: string };
  'file-replaced': None;
  'too-many-files': None;
  'too-many-directories': None;
  'link-elsewhere': None;
  'file-shorter': None;
}

/** Of an extracted transfer: why there is no file, or why the file is not the whole one. */
export interface ExtractNoteParams {
  'same-as': { readonly id: string };
  'no-connection': None;
  encrypted: None;
  'recognised-late': None;
  'no-earlier-part': None;
  'directory-changed': None;
  'part-unwritten': None;
  'text-parts': None;
  'unknown-loss': None;
  'unknown-offset': None;
  'later-part': { readonly offset: number; readonly bytes: number };
  'parts-differ': None;
  failed: { readonly error: Fact<OutputErrorParams> };
}
